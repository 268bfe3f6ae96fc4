from django.db import migrations

_GUARDS = """
CREATE FUNCTION dossiers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER timeline_append_only BEFORE UPDATE ON dossiers_timelineentry
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();
CREATE TRIGGER submission_append_only BEFORE UPDATE ON dossiers_submission
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();

CREATE FUNCTION dossiers_code_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM dossiers_dossier WHERE id = NEW.id AND code IS NULL) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'dossier % was committed without a code', NEW.id USING ERRCODE = 'check_violation';
END $$;
CREATE CONSTRAINT TRIGGER dossier_code_drawn AFTER INSERT ON dossiers_dossier
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossiers_code_drawn();
"""

_DROP = """
DROP TRIGGER dossier_code_drawn ON dossiers_dossier;
DROP FUNCTION dossiers_code_drawn();
DROP TRIGGER submission_append_only ON dossiers_submission;
DROP TRIGGER timeline_append_only ON dossiers_timelineentry;
DROP FUNCTION dossiers_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_dossiers_drafts_timeline")]

    operations = [migrations.RunSQL(_GUARDS, _DROP)]

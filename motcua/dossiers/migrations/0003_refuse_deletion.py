from django.db import migrations

_GUARDS = """
CREATE TRIGGER timeline_never_deleted BEFORE DELETE ON dossiers_timelineentry
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();
CREATE TRIGGER submission_never_deleted BEFORE DELETE ON dossiers_submission
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();
"""

_DROP = """
DROP TRIGGER submission_never_deleted ON dossiers_submission;
DROP TRIGGER timeline_never_deleted ON dossiers_timelineentry;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_append_only")]

    operations = [migrations.RunSQL(_GUARDS, _DROP)]

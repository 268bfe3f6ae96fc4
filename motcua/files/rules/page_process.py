"""The process that draws one page: content on standard input, JPEG on standard output.

python page_process.py pdf|picture PAGE WIDTH
"""

from __future__ import annotations

import io
import resource
import sys

CPU_SECONDS = 10
MEMORY_BYTES = 1536 * 1024 * 1024
MOST_PIXELS = 12_000_000


def main() -> None:
    """Draw the page named on the command line within the bounds of time and memory."""
    kind, page, width = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    content = sys.stdin.buffer.read()
    image = _picture(content, width) if kind == "picture" else _pdf_page(content, page, width)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82)
    sys.stdout.buffer.write(target.getvalue())


def _picture(content: bytes, width: int):  # type: ignore[no-untyped-def]
    from PIL import Image  # each kind loads only its own library: start-up is most of the cost

    image = Image.open(io.BytesIO(content))
    image.draft("RGB", (width, width))
    image.thumbnail((width, width * 20), reducing_gap=2.0)
    return image.convert("RGB")


def _pdf_page(content: bytes, page: int, width: int):  # type: ignore[no-untyped-def]
    import pypdfium2

    sheet = pypdfium2.PdfDocument(content)[page - 1]
    across, down = sheet.get_size()
    scale = min(width / across, (MOST_PIXELS / (across * down)) ** 0.5)
    return sheet.render(scale=scale).to_pil().convert("RGB")


if __name__ == "__main__":
    main()

"""Word files as Word writes them, built part by part; nothing of ours reads them but the code."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="{WORD}.footnotes+xml"/>
<Override PartName="/word/comments.xml" ContentType="{WORD}.comments+xml"/>
</Types>"""
RELS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""
PARTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>
<Relationship Id="rId4" Type="{OFFICE}/comments" Target="comments.xml"/>
<Relationship Id="rId5" Type="{OFFICE}/image" Target="media/image1.png"/>
<Relationship Id="rId6" Type="{OFFICE}/hyperlink"
 Target="https://voorbeeld.nl/a_b" TargetMode="External"/>
<Relationship Id="rId7" Type="{OFFICE}/hyperlink"
 Target="javascript:alert(1)" TargetMode="External"/>
<Relationship Id="rId8" Type="{OFFICE}/image"
 Target="file:///etc/passwd" TargetMode="External"/>
</Relationships>"""
STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {W}>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>
</w:styles>"""
NUMBERING = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def run(text: str, marks: str = "") -> str:
    """Return a run of text; ``marks`` such as <w:b/>."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", number: str = "", level: int = 0) -> str:
    """Return a paragraph of runs or plain words."""
    inner = "".join(each if each.startswith("<w:") else run(each) for each in runs)
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        props += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>"


def h(text: str, level: int = 1) -> str:
    """Return a heading, with the style of a Dutch Word."""
    return p(text, style=f"Kop{level}")


def table(*rows: list[str]) -> str:
    """Return a table."""
    cells = ["".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def inserted(text: str) -> str:
    """Return words that somebody added with track changes."""
    return f'<w:ins w:id="1" w:author="A" w:date="2027-01-01T00:00:00Z">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """Return words that somebody took out with track changes."""
    body = f"<w:r><w:delText>{escape(text)}</w:delText></w:r>"
    return f'<w:del w:id="2" w:author="A" w:date="2027-01-01T00:00:00Z">{body}</w:del>'


def picture(relation: str = "rId5") -> str:
    """Return a drawing with a picture of the file."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    fill = f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill>'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{wp}"><wp:docPr id="1" name="x"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData><pic:pic xmlns:pic="{pic}">{fill}</pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def link(text: str, relation: str = "rId6") -> str:
    """Return a link."""
    return f'<w:hyperlink r:id="{relation}">{run(text)}</w:hyperlink>'


def note(number: int) -> str:
    """Return the reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


COMMENT = '<w:r><w:commentReference w:id="0"/></w:r>'


def word(*blocks: str, notes: tuple[str, ...] = (), **parts: str | bytes) -> io.BytesIO:
    """Return a file; ``parts`` are other parts, with __ for a slash and _ for a dot."""
    footnotes = "".join(
        f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    body = "".join(blocks)
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": f"{start}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": PARTS,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": f"{start}<w:footnotes {W}>{footnotes}</w:footnotes>",
        "word/comments.xml": f'{start}<w:comments {W}><w:comment w:id="0" w:author="A">'
        f"{p('Niet voor de casus')}</w:comment></w:comments>",
        "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
    }
    for name, content in parts.items():
        contents[name.replace("__", "/").replace("_", ".")] = content
    return zipped(contents)


def zipped(contents: dict[str, str | bytes]) -> io.BytesIO:
    """Return a zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    made.seek(0)
    made.name = "casus.docx"
    return made

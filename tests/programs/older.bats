# What binary Word documents and RTF say, as paragraphs: documents made by tests/generator/legacy.py.

setup() {
	load ../setup
	cd "$BATS_TEST_TMPDIR"
}

# read_as EXPECTED: makes a document of the Python on standard input, which sets made, and compares
# its paragraphs with EXPECTED, a line each: story, number, cell and spans where there are any, text; then
# losses and warnings.
read_as() {
	{
		echo 'import sys'
		echo 'from legacy import *'
		cat
		echo 'open("made", "wb").write(made)'
	} >make.py
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$root/tests/generator python3 make.py
	"$build/stages/unpack/zhengli-unpack" made >made.xml
	python3 - <<'END' >got
import xml.etree.ElementTree as ET
for e in ET.parse('made.xml').getroot():
    kind = e.tag.split('}')[1]
    text = ''.join(e.itertext())
    if kind == 'p':
        cell = [e.get(n) for n in ('table', 'row', 'column', 'row-span', 'column-span')]
        parts = [e.get('story') or '', e.get('number') or '', '.'.join(cell) if cell[0] else '', text]
        print('|'.join(parts))
    elif kind == 'property':
        print(kind, e.get('name'), text)
    elif kind in ('loss', 'warning'):
        print(kind, e.get('kind') or e.get('code'), text.replace('\n', '/'))
END
	diff - got <<<"$1"
}

@test "styles, lists by styles and by levels, bullets" {
	read_as $'|||标题\n|一、||甲\n|一.1||子\n|二、||乙\n|•||丙' <<'END'
styles = list(STYLES)
styles[2] = style(2, 1, 0, 'h', in_list(1, 0), istd=2)
made = document([P('标题', CENTRED, 1), P('甲', b'', 2), P('子', in_list(1, 1)), P('乙', b'', 2), P('丙', in_list(2))],
                styles=styles, lists_=[[level('\0、', 39), level('\0.\1')] + [level('')] * 7, [level('•', 23)]])
END
}

@test "tables: spans by the grid, merged cells, nested tables, two that touch" {
	read_as $'||1.1.1.1.1|甲\n||1.1.2.2.1|乙\n||1.2.1.1.1|丙\n||2.1.1.1.2|丁\n||3.1.1.1.1|内\n||2.2.1.1.1|外\n||2.2.2.1.1|戊\n|||尾' <<'END'
inner = IN_TABLE + sprm(0x6649, 2)
nested = [P('内', inner + sprm(0x244B, 1)), P('', inner + sprm(0x244C, 1) + row_shape([100, 900]))]
place = sprm(0x940E, 500) + sprm(0x940F, 700)
end = lambda edges: P('', ROW_END + place + row_shape(edges), mark='\x07')
cell = lambda text: P(text, IN_TABLE, mark='\x07')
first = row('甲', '乙', flags=[0, 0x60]) + row('丙', '', flags=[0, 0x20])
second = [cell('丁'), end([0, 2000])] + nested + [cell('外'), cell('戊'), end([0, 1000, 2000])]
made = document(first + second + [P('尾')])
END
}

@test "notes, headers, hidden and deleted text, a field" {
	read_as $'|||正文完\n|||第1页\nfootnote||| 脚注\nheader|||页眉\nfooter|||页脚\nloss hidden 藏\nwarning tracked-changes 0 insertions kept, 1 deletions left out' <<'END'
mark = lambda c: (c, SPECIAL)
body = [P([('正文', b''), ('藏', HIDDEN), ('删', DELETED), mark('\x02'), ('完', b'')]),
        P([('第', b''), mark('\x13'), (' PAGE ', b''), mark('\x14'), ('1', b''), mark('\x15'), ('页', b'')])]
made = document(body, footnotes=['脚注'], headers=['', '页眉', '', '页脚', '', ''])
END
}

@test "a field that never ends hides nothing; a section alone takes no number" {
	read_as $'|||a PAGE b\n|一、||甲\n|||\n|二、||乙' <<'END'
body = [P([('a', b''), ('\x13', SPECIAL), (' PAGE b', b'')]), P('甲', in_list(1)), P('', in_list(1), mark='\x0c'),
        P('乙', in_list(1))]
at = sum(p.length() for p in body[:3])
made = document(body, lists_=[[level('\0、', 39)] + [level('')] * 8], sections=[0, at, at + 2])
END
}

@test "pieces, and what fast saving added to them" {
	read_as $'|||甲丙丁\nloss hidden 乙' <<'END'
made = document([P('甲乙丙丁')], pieces=[1, 1, 3], prms=[0, 0x5C << 1 | 1 << 8])
END
}

@test "RTF: code pages by font, lists, tables, notes, deleted text, text told twice" {
	read_as $'|||整改报告\n|一、||甲\n|二、||乙\n||1.1.1.1.1|a\n||1.1.2.1.1|b\n||1.2.1.1.2|c\n|||x、y\nfootnote|||注\nwarning tracked-changes 0 insertions kept, 1 deletions left out' <<'END'
made = (r'{\rtf1\ansi\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1 Arial;}}'
        r"{\*\listtable{\list{\listlevel\levelnfc39\levelstartat1{\leveltext\'02\'00\u12289 ?;}{\levelnumbers\'01;}}\listid7}}"
        r'{\*\listoverridetable{\listoverride\listid7\ls1}}'
        r"\pard \'d5\'fb\'b8\'c4{\f1\u25253 ?\u21578 ?}\par\pard\ls1 {\listtext 1.\tab}\'bc\'d7\par \'d2\'d2\par\pard"
        r'\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row\trowd\cellx2000\intbl c\cell\row\pard '
        r"x{\deleted gone}{\upr{?}{\*\ud{\u12289 ?}}}y{\footnote \'d7\'a2}\par}").encode()
END
}

@test "Word 2003 XML: lists, changes, notes and comments where they stand" {
	read_as $'|一、||甲\n|||x乙 y\nfootnote|||注\ncomment|||批\nheader|||页眉\nwarning tracked-changes 0 insertions kept, 1 deletions left out' <<'END'
made = ('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xml:space="preserve"><w:lists><w:listDef w:listDefId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="39"/><w:lvlText w:val="%1、"/></w:lvl></w:listDef>'
        '<w:list w:ilfo="3"><w:ilst w:val="0"/></w:list></w:lists><w:body><w:p><w:pPr><w:listPr><w:ilvl w:val="0"/>'
        '<w:ilfo w:val="3"/></w:listPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r>'
        '<aml:annotation aml:id="1" w:type="Word.Deletion"><aml:content><w:r><w:delText>z</w:delText></w:r></aml:content>'
        '</aml:annotation><w:r><w:t>乙</w:t></w:r><w:r><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:r>'
        '<w:r><aml:annotation aml:id="2" aml:author="a" w:type="Word.Comment"><aml:content><w:p><w:r><w:t>批</w:t></w:r></w:p>'
        '</aml:content></aml:annotation></w:r><w:r><w:t> y</w:t></w:r></w:p><w:sectPr><w:hdr w:type="odd"><w:p><w:r>'
        '<w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr></w:body></w:wordDocument>').encode()
END
}

@test "text: in UTF-16 whatever its bytes are, lines that end in any way" {
	read_as $'|||清溪镇\n|||\n|||一\n|||二' <<'END'
made = ('\ufeff清溪镇\r\n\r\n一\r二').encode('utf-16-le')
END
	read_as $'|||清\n|||一\n|||\n|||二' <<'END'
made = ('\ufeff清\n一\f\n二\n').encode('utf-16-be')
END
}

@test "RTF: a group is one note, however often it says so" {
	read_as $'|||x\nfootnote|||ab' <<'END'
made = rb'{\rtf1 x{\footnote a\footnote b}\par}'
END
}

@test "RTF: a list may have the number 0; a glyph of a symbol font where no list counts" {
	read_as $'|1.||a\n|✓||b\n|||c' <<'END'
made = (r"{\rtf1{\fonttbl{\f0 Arial;}{\f5\fcharset2 Wingdings;}}{\*\listtable{\list{\listlevel\levelnfc0\levelstartat1"
        r"{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\ls0}}"
        r"\pard{\listtext 1.\tab}\ls0 a\par\pard{\listtext\f5\u61692 ?\tab}b\par\pard c\par}").encode()
END
}

@test "RTF: boxes of a group are read; a column ends a line" {
	read_as $'|||甲乙\n|||左\n右\nbox|||一\nbox|||二' <<'END'
box = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt \u%d?\par}}}"
made = (r"{\rtf1 \u30002?{\shpgrp{\*\shpinst{\sp{\sn groupLeft}{\sv 0}}" + box % 19968 + box % 20108
        + r"}{\shprslt x}}\u20057?\par \u24038?\column\u21491?\par}").encode()
END
}

@test ".doc: a column ends a line" {
	read_as $'|||左\n右' <<<"made = compound(streams([P('左\x0e右')]))"
}

@test "properties: in their code page, Latin as well" {
	read_as $'property title Grenze – Café\nproperty creator AB\n|||x' <<'END'
made = compound(streams([P('x')]) + [('\5SummaryInformation', summary([(2, 'Grenze – Café'.encode('cp1252')), (4, b'AB')]))])
END
	read_as $'property title 整改报告\nproperty pages 7\n|||x' <<'END'
made = compound(streams([P('x')]) + [('\5SummaryInformation', summary([(2, '整改报告'.encode('gbk')), (14, 7)], 936))])
END
	read_as $'property company 水务站\nproperty custom:密级 内部\nproperty custom:n 5\n|||x' <<'END'
made = compound(streams([P('x')]) + [('\5DocumentSummaryInformation', summary(
    [(15, '水务站'.encode('gbk'))], 936, {'密级': '内部'.encode('gbk'), 'n': 5}))])
END
	read_as $'property pages 12\n|||x' <<<"made = rb'{\\rtf1{\\info{\\title }\\nofpages12}x\\par}'"
}

@test "RTF: bytes of a Latin font stand apart; side by side they are Chinese, whatever the font" {
	read_as $'|||(“Index”) é\n|||整改' <<'END'
made = (rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}}"
        rb"\dbch\af1\hich\f0 (\'93\loch\f0 \hich\f0 Index\'94\loch\f0 ) \hich\f0 \'e9\par"
        rb"{\loch\af0\hich\f0 \'d5\'fb\'b8\'c4}\par}")
END
}

@test "Word 6 and 95: code pages, deletions, symbols, tables, fields, pieces" {
	read_as $'|||整改报告\n|||甲✓丁\n|||х–\n||1.1.1.1.1|a\n||1.1.2.1.2|b\n||1.2.1.1.1|c\n||1.2.2.1.1|d\n||1.2.3.1.1|e\n|||p3\nwarning number-format 1 paragraphs are numbered as Word 6 and 95 did: not counted\nwarning tracked-changes 0 insertions kept, 1 deletions left out' <<'END'
special, font = b'\x75\1', lambda n: b'\x5d' + struct.pack('<H', n)
symbol = b'\x4a\3' + struct.pack('<H', 1) + b'\xfc' + special
body = [P('整改报告', b'\5\1'), P([('甲', b''), ('乙', b'\x41\1'), ('(', symbol), ('丁', b'')], b'\x0c\2\1\0'),
        P([('х–'.encode('cp1251').decode('gbk'), font(2))])]
body += row95('a', 'b', edges=[0, 1000, 3000]) + row95('c', 'd', 'e')
body += [P([('p', b''), ('\x13', special), ('PAGE', b''), ('\x14', special), ('3', b''), ('\x15', special)])]
made = document95(body, fonts=[(134, b'SimSun'), (2, b'Wingdings'), (204, b'Arial')])
END
}

@test "Word 6 and 95: pieces, pages without a table of them, languages, a Macintosh's text" {
	read_as $'|||关于\n|||乙' <<'END'
made = document95([P('关于'), P('乙')], pieces=[2, 3, 3])
END
	many=$(printf '|||甲乙%.0s\n' {1..200})
	read_as "${many% }" <<'END'
made = document95([P([('甲', b'\x55\1'), ('乙', b'')])] * 200, cut_bins=1)
END
	read_as '|||臺灣é' <<'END'
made = document95([P('臺灣é'.encode('big5-hkscs').decode('latin-1'))], 'latin-1', 0x0404)
END
	read_as '|||été' <<'END'
made = document95([P('été')], 'mac_roman', 0x040C, fib={0x14: ('<H', 256)})
END
}

@test "RTF: what a form holds" {
	read_as $'|||☒ ☐ 乙 丙x' <<'END'
box = rb'{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres%d\ffdefres%d{\*\ffname n}}}}{\fldrslt}}'
choice = (rb"{\field{\*\fldinst {FORMDROPDOWN {\*\formfield{\fftype2\ffres%d\ffdefres2{\*\ffl \'bc\'d7}{\*\ffl \'d2\'d2}"
          rb"{\*\ffl \'b1\'fb}}}}}{\fldrslt}}")
made = (rb'{\rtf1\ansicpg936 ' + box % (25, 1) + b' ' + box % (0, 1) + b' ' + choice % 1 + b' ' + choice % 25 + rb'x\par}')
END
}

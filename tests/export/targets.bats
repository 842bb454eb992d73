# zhengli export in the formats of archives: each valid by its validator, the same at any time and place.

setup() {
	load setup
	samples "$work/in"
	mkdir "$work/in/2021"
	cp "$work/in/inline.docx" "$work/in/2021/$(printf '名 & <号>.docx')"
	convert -o "$work/out" "$work/in"
	# What no report tells: an item number for each, and what some reports lack.
	"$zhengli" changes "$work/out" | jq -r 'select(.op == "put").path' | sort |
		awk 'BEGIN { print "path,件号,题名,责任者,日期" }
			{ print $0 "," NR ",第" NR "号整改报告,云坪县人民政府办公室,2024-05-0" NR }' >"$work/items.csv"
	sidecars=(--sidecar "$root/tests/export/sidecar.csv" --sidecar "$work/items.csv")
}

# valid SCHEMA FILE...: against a schema of the shared ones, when they are there.
valid_by() {
	[ -d "$shared/xsd" ] || skip "there is no $shared/xsd"
	XML_CATALOG_FILES=$shared/xsd/catalog.xml xmllint --nonet --noout --schema "$shared/xsd/$1.xsd" "${@:2}"
}

# twice FORMAT: exports in FORMAT to $work/FORMAT; elsewhere and later it is the same.
twice() {
	"$zhengli" export --to "$1" "${sidecars[@]}" -o "$work/$1" "${@:2}" "$work/out"
	TZ=Asia/Shanghai LC_ALL=C "$zhengli" export --to "$1" "${sidecars[@]}" -o "$work/again" "${@:2}" "$work/out"
	same "$work/$1" "$work/again"
	rm -r "$work/again"
}

@test "eep: valid, and with the files in it, which come out again" {
	twice eep
	"$zhengli" export --check "$work/eep"
	[ "$(find "$work/eep" -name 'J031*.xml' | wc -l)" -eq 7 ]
	xmllint --noout --schema "$root/schemas/crosswalks/eep-48-2009.xsd" "$work"/eep/J031*.xml
	"$zhengli" export --to eep --embed "${sidecars[@]}" -o "$work/embedded" "$work/out"
	xmllint --noout --schema "$root/schemas/crosswalks/eep-48-2009.xsd" "$work"/embedded/J031*.xml
	file=$(grep -l 'inline.docx</计算机文件名>' "$work"/embedded/*.xml | head -n 1)
	xmllint --xpath 'string((//*[local-name() = "编码数据"])[1])' "$file" | base64 -d | cmp - "$work/in/inline.docx"
	xmllint --xpath 'string((//*[local-name() = "编码数据"])[2])' "$file" | base64 -d | cmp - "$work/out/records/inline.docx.xml"
	valid_by eep-48-2009 "$work"/eep/J031*.xml
}

@test "ead: one finding aid a fonds, valid when it is looked at and when it is not" {
	echo 'path,全宗号
2021/**,J032' >"$work/fonds.csv"
	sidecars+=(--sidecar "$work/fonds.csv")
	twice ead
	[ "$(ls "$work/ead"/*.xml)" = "$work/ead/J031.xml
$work/ead/J032.xml" ]
	[ "$(xmllint --xpath 'count(//*[local-name() = "c"])' "$work/ead/J031.xml")" -eq 6 ]
	valid_by ead2002 "$work"/ead/*.xml
	XML_CATALOG_FILES=$shared/xsd/catalog.xml "$zhengli" export --to ead --schema "$shared/xsd/ead2002.xsd" "${sidecars[@]}" -o "$work/looked" "$work/out"
	same "$work/ead" "$work/looked"
}

@test "dc: a file a report, an empty one for what is gone" {
	twice dc
	[ "$(find "$work/dc/oai_dc" -size +0 | wc -l)" -eq 8 ] # the folder is one
	before=$(token)
	rm "$work/in/inline.docx"
	convert -o "$work/out" "$work/in"
	"$zhengli" export --to dc --since "$before" -o "$work/later" "$work/out"
	[ "$(find "$work/later/oai_dc" -type f -size 0 | wc -l)" -eq 1 ]
	name=$(find "$work/later/oai_dc" -type f -size 0 -printf %f)
	grep -q '<dc:source>inline.docx</dc:source>' "$work/dc/oai_dc/$name"
	valid_by oai_dc "$work"/dc/oai_dc/*.xml
}

@test "dat93: packages that a receiver takes, in both layouts" {
	twice dat93 --batch 3
	[ "$(ls "$work/dat93")" = "J031-2024-01-001
J031-2024-01-002
J031-2024-01-003
SHA256SUMS
manifest.json" ]
	for package in "$work"/dat93/J031*; do
		(cd "$package" && sha256sum --quiet --strict -c 其他/SHA256SUMS)
		xmllint --noout "$package/目录文件.XML" "$package"/J031/WS/*/*/*.XML
		grep -q $'\r' "$package/说明文件.TXT"
	done
	for source in "$work"/dat93/*/J031/WS/*/*/*.docx; do
		cmp "$source" "$(find "$work/in" -name "$(basename "$source")" | head -n 1)"
	done
	"$zhengli" export --to dat93 --layout 2012 "${sidecars[@]}" -o "$work/old" "$work/out"
	[ -f "$work/old/J031-2024-01-001/文件目录.XML" ]
	[ -d "$work/old/J031-2024-01-001/电子档案/J031" ]
	[ -x "$shared/tools/dat93-check" ] || skip "there is no $shared/tools/dat93-check"
	/usr/bin/python3 -c 'import lxml' 2>/dev/null || skip "python3-lxml is not installed"
	for package in "$work"/dat93/J031*; do
		"$shared/tools/dat93-check" "$package"
	done
}

@test "since a token: packages of what changed, and a list of what is gone" {
	before=$(token)
	rm "$work/in/inline.docx"
	cp "$work/in/lists.docx" "$work/in/more.docx"
	echo 'more.docx,99,第九号整改报告,云坪县人民政府办公室,2024-06-01' >>"$work/items.csv"
	convert -o "$work/out" "$work/in"
	for to in eep dat93 catalogue atom; do
		"$zhengli" export --to $to --since "$before" "${sidecars[@]}" -o "$work/$to" "$work/out" 2>"$work/log"
		[ "$(cat "$work/log")" = "zhengli: 1 reports exported" ] # rows that match other documents are no fault
		"$zhengli" export --check "$work/$to"
		[ "$(tail -c +4 "$work/$to/deleted.csv" | cut -d, -f1,2 | tr -d '\r')" = "path,why
inline.docx,missing" ]
		[ "$(jq -r '"\(.counts.put) \(.counts.delete) \(.since)"' "$work/$to/manifest.json")" = "1 1 $before" ]
	done
	[ "$(ls "$work/eep" | grep -c J031)" -eq 1 ]
	xmllint --noout --schema "$root/schemas/crosswalks/eep-48-2009.xsd" "$work"/eep/J031*.xml
	[ "$(wc -l <"$work/catalogue/归档文件目录.csv")" -eq 2 ]
	"$zhengli" export --to eep --since "$(token)" "${sidecars[@]}" -o "$work/none" "$work/out"
	[ "$(ls "$work/none")" = "SHA256SUMS
manifest.json" ]
	for to in ledger bag ead sqlite; do
		run "$zhengli" export --to $to --since "$before" "${sidecars[@]}" -o "$work/no" "$work/out"
		[ "$status" -eq 2 ]
	done
}

@test "bag: valid, whole and in pieces, names of any bytes" {
	cp "$work/in/lists.docx" "$work/in/"$'no\xffutf 100%.docx'
	long=$(printf '长%.0s' {1..83}).docx
	cp "$work/in/lists.docx" "$work/in/$long" # with .xml it is longer than a name may be
	convert -o "$work/out" "$work/in"
	twice bag
	"$root/tests/export/bag_valid" "$work/bag"
	"$zhengli" export --check "$work/bag"
	[ "$(find "$work/bag/data/objects" -type f | wc -l)" -eq 9 ]
	cmp "$work/bag/data/objects/no%FFutf 100%25.docx" "$work/in/lists.docx"
	"$zhengli" export --to bag --batch 4 -o "$work/pieces" "$work/out"
	[ "$(ls "$work/pieces")" = "bag-001
bag-002
bag-003" ]
	for bag in "$work"/pieces/*; do
		"$root/tests/export/bag_valid" "$bag"
	done
	"$zhengli" export --check "$work/pieces"
	# Whatever is changed, more or less in a bag is told.
	find "$work/pieces" -type f | while read -r file; do
		cp -p "$file" "$work/kept"
		printf '\x01' | dd of="$file" bs=1 seek=5 conv=notrunc status=none
		"$zhengli" export --check "$work/pieces" 2>/dev/null && false
		rm "$file"
		"$zhengli" export --check "$work/pieces" 2>/dev/null && false
		mv "$work/kept" "$file"
	done
	touch "$work/pieces/bag-002/data/more"
	run "$zhengli" export --check "$work/pieces"
	[ "$status" -eq 1 ]
}

@test "a source that changed meanwhile is not passed off as the one" {
	echo changed >"$work/in/inline.docx"
	for to in bag dat93; do
		run "$zhengli" export --to $to "${sidecars[@]}" -o "$work/no" "$work/out"
		[ "$status" -eq 3 ]
		[[ "$output" == *"inline.docx: the source is not what its record was made of"* ]]
		[ -z "$(ls -d "$work"/no* 2>/dev/null)" ]
	done
}

@test "catalogue: the usual columns, others by --columns, sources by 档号" {
	twice catalogue --files
	head -n 1 "$work/catalogue/归档文件目录.csv" | grep -q '档号,全宗号,档案门类代码,归档年度,保管期限,机构（问题）,件号,责任者,题名,文号,文件时间,页数,密级,备注'
	[ "$(wc -l <"$work/catalogue/归档文件目录.csv")" -eq 8 ]
	cmp "$work/catalogue/原文/J031-WS·2024-D30-BGS-0002.docx" "$work/in/inline.docx"
	printf '件题名 = 题名\n# 说明\n\n文件编号=doc-number\n' >"$work/columns"
	"$zhengli" export --to catalogue --columns "$work/columns" --no-bom "${sidecars[@]}" -o "$work/other" "$work/out"
	[ "$(head -n 1 "$work/other/归档文件目录.csv")" = "件题名,文件编号"$'\r' ]
	echo '件题名 = nonsense' >"$work/columns"
	run "$zhengli" export --to catalogue --columns "$work/columns" "${sidecars[@]}" -o "$work/no" "$work/out"
	[ "$status" -ne 0 ]
	[[ "$output" == *"columns:1:"* ]]
	[ ! -e "$work/no" ]
}

@test "ledger: every cell text, also what looks like a formula or an escape" {
	/usr/bin/python3 -c 'import openpyxl' 2>/dev/null || skip "python3-openpyxl is not installed"
	cat >"$work/hostile.txt" <<-'END'
		@set title 通报
		@title 关于巡察整改情况的通报
		一、问题整改情况
		1.关于“=cmd|'/c calc'!A1”问题
		整改情况：+1-1，@SUM(A1)_x000D__x41_。
		2.关于“台账不全”问题
		整改情况：-1。
	END
	# Cells as long as one may be, and one longer: _x0041_ takes six more as it is escaped.
	python3 -c 'print("\n".join(f"{i}.关于“长度{i}”问题\n整改情况：_x0041_{length * chr(25972)}。" for i, length in ((3, 32753), (4, 32754))))' >>"$work/hostile.txt"
	"$build/tests/generator/make" "$work/hostile.txt" "$work/in/=1+1.docx"
	convert -o "$work/out" "$work/in"
	"$zhengli" export --to ledger -o "$work/ledger.xlsx" "$work/out"
	TZ=Asia/Shanghai "$zhengli" export --to ledger -o "$work/again.xlsx" "$work/out" 2>"$work/log"
	grep -q "^zhengli: 1 " "$work/log"
	cmp "$work/ledger.xlsx" "$work/again.xlsx"
	"$zhengli" export --to csv -o "$work/csv" "$work/out"
	/usr/bin/python3 - "$work/ledger.xlsx" "$work/csv/findings.csv" <<-'END'
		import csv, openpyxl, sys
		from openpyxl.utils.escape import unescape
		book = openpyxl.load_workbook(sys.argv[1])
		assert book.sheetnames == ["整改台账", "说明"], book.sheetnames
		sheet = book["整改台账"]
		rows = list(sheet.iter_rows(values_only=True))
		head = {name: i for i, name in enumerate(rows[0])}
		findings = list(csv.DictReader(open(sys.argv[2], encoding="utf-8-sig", newline="")))
		assert len(rows) - 1 == len(findings) > 20 and len(head) == 22
		assert all(cell.data_type in "sn" and (cell.value is None or cell.data_type == "s") for row in sheet.iter_rows() for cell in row)
		pairs = [("反馈问题", "statement"), ("整改情况", "response"), ("问题标识", "finding"), ("来源文件", "path"), ("措施数", "measures")]
		long = [(row[head["整改情况"]], finding["response"]) for row, finding in zip(rows[1:], findings) if len(finding["response"]) > 30000]
		assert [len(told) for _, told in long] == [32761, 32762], [len(told) for _, told in long]
		assert len(long[0][0]) == 32767 and long[1][0] == "〔超过32767字，见 findings.csv〕", [len(cell) for cell, _ in long]
		assert all((unescape(row[head[a]]) if row[head[a]] else "") == finding[b].replace("\r", "") for row, finding in zip(rows[1:], findings) for a, b in pairs
			if finding["response"] != long[1][1] or b != "response")
		assert any(row[head["反馈问题"]] == "=cmd|'/c calc'!A1" for row in rows)
		assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
	END
}

@test "atom: the columns that AtoM imports, its keys the paths" {
	twice atom --object-root /files
	python3 - "$work/atom/information_objects.csv" <<-'END'
		import csv, sys
		rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
		assert len(rows) == 7 and len({row["legacyId"] for row in rows}) == 7
		assert {row["qubitParentSlug"] for row in rows} == {"j031"} and {row["culture"] for row in rows} == {"zh"}
		assert all(row["title"] and row["digitalObjectPath"] == "/files/" + row["legacyId"] for row in rows)
	END
}

@test "an archive's own style sheet: of the same input, and of nothing else" {
	cat >"$work/own.xsl" <<-'END'
		<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
		  xmlns:x="urn:zhengli:export:1" xmlns:r="urn:zhengli:record:1" exclude-result-prefixes="x r">
		  <xsl:template match="/x:export"><own code="{x:field[@alias = 'code']}"
		    findings="{count(.//r:finding)}" digest="{x:content[1]/@sha256}" path="{@path}"/></xsl:template>
		</xsl:stylesheet>
	END
	"$zhengli" export --to eep --xslt "$work/own.xsl" "${sidecars[@]}" -o "$work/own" "$work/out"
	[ "$(xmllint --xpath 'string(/own/@digest)' "$work/own/J031-WS·2024-D30-BGS-0002.xml")" = "$(sha256sum <"$work/in/inline.docx" | cut -d' ' -f1)" ]
	[ "$(xmllint --xpath 'string(/own/@findings)' "$work/own/J031-WS·2024-D30-BGS-0002.xml")" -gt 0 ]
	# A sheet that says that it does not look at the body is spared it.
	sed 's|<xsl:template|<x:input body="no"/>&|' "$work/own.xsl" >"$work/head.xsl"
	"$zhengli" export --to eep --xslt "$work/head.xsl" "${sidecars[@]}" -o "$work/head" "$work/out"
	[ "$(xmllint --xpath 'string(/own/@findings)' "$work/head/J031-WS·2024-D30-BGS-0002.xml")" = 0 ]
	[ "$(xmllint --xpath 'string(/own/@digest)' "$work/head/J031-WS·2024-D30-BGS-0002.xml")" = "$(sha256sum <"$work/in/inline.docx" | cut -d' ' -f1)" ]
	echo secret >"$work/secret.xml"
	for evil in "document('$work/items.csv')" "document('/etc/hostname')" "document('http://localhost/')"; do
		sed "s|findings=\"[^\"]*\"|findings=\"{$evil}\"|" "$work/own.xsl" >"$work/evil.xsl"
		run "$zhengli" export --to eep --xslt "$work/evil.xsl" "${sidecars[@]}" -o "$work/evil" "$work/out"
		[ "$status" -eq 3 ]
		[ ! -e "$work/evil" ]
	done
	sed "s|<own|<xsl:document xmlns:xsl='http://www.w3.org/1999/XSL/Transform' href='$work/written'>x</xsl:document><own|; s/version=\"1.0\"/version=\"1.1\"/" "$work/own.xsl" >"$work/evil.xsl"
	run "$zhengli" export --to eep --xslt "$work/evil.xsl" "${sidecars[@]}" -o "$work/evil" "$work/out"
	[ ! -e "$work/written" ]
	echo '<no/>' >"$work/no.xsl"
	run "$zhengli" export --to dc --xslt "$work/no.xsl" -o "$work/no" "$work/out"
	[ "$status" -ne 0 ]
	[ ! -e "$work/no" ]
}

@test "what does not fit its schema is not written" {
	sed 's|element name="版本"|element name="版次"|; s|ref="版本"|ref="版次"|' "$root/schemas/crosswalks/eep-48-2009.xsd" >"$work/other.xsd"
	run "$zhengli" export --to eep --schema "$work/other.xsd" "${sidecars[@]}" -o "$work/no" "$work/out"
	[ "$status" -eq 3 ]
	[[ "$output" == *"is not valid"* ]]
	[ ! -e "$work/no" ]
}

@test "a worker is linked with none of the libraries of export" {
	! ldd "$zhengli" | grep -E 'xslt|xlsxwriter' || false
}

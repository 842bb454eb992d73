# Corrections: kept by source, applied by run, told in the record, gone when taken away.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	store=$BATS_TEST_TMPDIR/corrections
	mkdir "$input"
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$input/a.docx"
	"$build/tests/generator/make" "$root/samples/reports/labelled.txt" "$input/b.docx"
}

# convert [OPTION...]: the folder, quietly.
convert() {
	"$zhengli" run --no-progress "$@" -o "$out" "$input"
}

# at XPATH: a value of a.docx's record.
at() {
	xmllint --xpath "string(${1//r:/}" "$out/records/a.docx.xml" 2>/dev/null ||
		sed 's/ xmlns="[^"]*"//' "$out/records/a.docx.xml" | xmllint --xpath "string($1)" -
}

@test "a correction is applied, told, and gone with its file; other documents are left alone" {
	convert
	cp -r "$out/records" "$BATS_TEST_TMPDIR/before"
	"$zhengli" correct --corrections "$store" --by 王 --checked "$input/a.docx" \
		9=text 20=finding '10=statement:小广告清了又贴' 18=unanswered
	run convert --corrections "$store"
	[[ "$output" == *"1 converted, 0 failed, 1 unchanged"* ]]
	[ "$(at 'count(//finding)')" = 8 ]
	[ "$(at '//finding[problem/@n=10]/problem/statement')" = 小广告清了又贴 ]
	[ "$(at '//finding[problem/@n=18]/@status')" = unanswered ]
	[ "$(at 'count(//finding[problem/@n=9])')" = 0 ]
	[ "$(at 'count(//finding[problem/@n=20])')" = 1 ]
	[ "$(at 'count(//flag[@code="corrected"])')" = 4 ]
	[ "$(at 'string-length(//generator/@corrections-sha256)')" = 64 ]
	valid "$out/records"
	cmp "$BATS_TEST_TMPDIR/before/b.docx.xml" "$out/records/b.docx.xml"
	run convert --corrections "$store"
	[[ "$output" == *"0 converted, 0 failed, 2 unchanged"* ]]
	rm -r "$store"/*
	run convert --corrections "$store"
	[[ "$output" == *"1 converted, 0 failed, 1 unchanged"* ]]
	same "$BATS_TEST_TMPDIR/before" "$out/records"
}

@test "what no longer fits is flagged, and the rest applied" {
	convert
	"$zhengli" correct --corrections "$store" "$input/a.docx" 9=text 18=unanswered
	sed -i '/n="9"/s/words="1/words="2/' "$store"/*/*.xml
	convert --corrections "$store"
	[ "$(at '//flag[@code="correction-stale"]/@n')" = 9 ]
	[ "$(at '//flag[@code="corrected"]/@n')" = 18 ]
	[ "$(at 'count(//finding[problem/@n=9])')" = 1 ]
	[ "$(at '//finding[problem/@n=18]/@status')" = unanswered ]
}

@test "a response in several places, and its end" {
	convert
	"$zhengli" correct --corrections "$store" "$input/a.docx" 6=answers:9 '18=until:计划2022年4月底'
	convert --corrections "$store"
	[[ "$(at '//finding[problem/@n=9]/response')" == *局党组先后开会*换装负压* ]]
	[[ "$(at 'normalize-space(//finding[problem/@n=18]/response)')" == *剩余19处因管线改造尚未结束， ]]
	[ "$(at 'count(//flag[@code="correction-stale"])')" = 0 ]
	valid "$out/records"
}

@test "two responses that share a table" {
	rm "$input"/*
	cat >"$input/a.html" <<-'END'
		<html><body><p>关于反馈意见整改情况的报告</p><p>一、整改情况</p><p>（一）档案管理不规范的问题。</p>
		<p>整改情况：已经完成整改。</p><table><tr><td>甲甲</td><td>乙乙</td></tr><tr><td>丙丙</td><td>丁丁</td></tr></table>
		</body></html>
	END
	convert
	source=$(sha256sum "$input/a.html" | cut -d' ' -f1)
	mkdir -p "$store/${source:0:2}"
	cat >"$store/${source:0:2}/$source.xml" <<-END
		<corrections xmlns="urn:zhengli:corrections:1" source="$source">
		<response n="5" to="8" words="甲甲" of="3"/>
		<response n="7" to="8" words="丙丙" of="3"/>
		</corrections>
	END
	timeout 30 "$zhengli" run --no-progress --corrections "$store" -o "$out" "$input"
	valid "$out/records"
}

@test "what cannot be applied is refused, and nothing is written" {
	run "$zhengli" correct --corrections "$store" "$input/a.docx" 6=unanswered
	[ "$status" -eq 2 ]
	run "$zhengli" correct --corrections "$store" "$input/a.docx" 900=text
	[ "$status" -eq 2 ]
	run "$zhengli" correct --corrections "$store" "$input/a.docx" 9=perhaps
	[ "$status" -eq 2 ]
	[ ! -e "$store" ]
}

@test "a bundle is taken once, and what somebody else checked is not written over" {
	convert
	sha=$(sha256sum <"$input/a.docx" | cut -c1-64)
	bundle() {
		cat >"$BATS_TEST_TMPDIR/bundle.xml" <<-XML
			<bundle xmlns="urn:zhengli:corrections:1" instance="x">
			<corrections source="$sha" path="a.docx" checked="$1" by="$2"><unit n="20" words="一是盯住" reads="finding"/></corrections>
			<corrections source="${sha//[0-9]/f}" path="z.docx" checked="$1" by="$2"/>
			</bundle>
		XML
		run "$zhengli" correct --import "$BATS_TEST_TMPDIR/bundle.xml" --corrections "$store" "$out"
	}
	bundle 2026-01-02 甲
	[ "$status" -eq 1 ]
	[[ "$output" == *"1 taken, 0 same, 1 refused, 0 conflicts"* ]]
	bundle 2026-01-02 甲
	[[ "$output" == *"0 taken, 1 same"* ]]
	bundle 2026-01-01 乙
	[[ "$output" == *"1 conflicts"* ]]
	[ "$(find "$store" -name '*.conflict.xml' | wc -l)" -eq 1 ]
	convert --corrections "$store"
	[ "$(at 'count(//finding[problem/@n=20])')" = 1 ]
	echo '<bundle xmlns="urn:zhengli:corrections:1"><bad/></bundle>' >"$BATS_TEST_TMPDIR/bundle.xml"
	run "$zhengli" correct --import "$BATS_TEST_TMPDIR/bundle.xml" --corrections "$store"
	[ "$status" -eq 2 ]
}

@test "a faulty file in the folder stops the run before it begins" {
	mkdir -p "$store/aa"
	echo '<corrections/>' >"$store/aa/$(printf 'a%.0s' {1..64}).xml"
	run convert --corrections "$store"
	[ "$status" -eq 3 ]
	[ ! -e "$out/records" ]
}

@test "checked records as answers, and corrections that are needed or not" {
	convert
	"$zhengli" correct --corrections "$store" --checked "$input/a.docx" 9=text 10=finding
	"$zhengli" correct --corrections "$store" "$input/b.docx" 1=note:未核
	convert --corrections "$store"
	"$zhengli" gold --corrections "$store" "$out" "$BATS_TEST_TMPDIR/gold"
	[ "$(ls "$BATS_TEST_TMPDIR/gold")" = a.json ]
	"$zhengli" score --min 1 "$out/records" "$BATS_TEST_TMPDIR/gold"
	run "$zhengli" corrections check --corrections "$store" "$out"
	[ "$status" -eq 0 ]
	[[ "$output" == *"needed    a.docx 9 unit"* ]]
	[[ "$output" == *"redundant a.docx 10 unit"* ]]
	echo more >>"$input/a.docx"
	convert --corrections "$store" || [ $? -eq 1 ]
	run "$zhengli" corrections check --corrections "$store" "$out"
	[ "$status" -eq 1 ]
	[[ "$output" == *orphaned*"other bytes"* ]]
}

@test "what archivists write into the column 更正 of a ledger saved as CSV" {
	convert
	/usr/bin/python3 -c "import openpyxl" 2>/dev/null || skip "python3-openpyxl is not installed"
	"$zhengli" export --to ledger -o "$BATS_TEST_TMPDIR/l.xlsx" "$out"
	# As Excel saves it in China: GB18030.
	/usr/bin/python3 - "$BATS_TEST_TMPDIR" <<-'PY'
		import csv, openpyxl, sys
		sheet = openpyxl.load_workbook(sys.argv[1] + "/l.xlsx").worksheets[0]
		rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
		head = next(i for i, row in enumerate(rows) if row[0] == "序号")
		source, place, correction = (rows[head].index(name) for name in ("来源文件", "段落", "更正"))
		say = {"9": "非问题", "10": "问题=小广告清了又贴；答复=10", "18": " 未答复\n"}
		for row in rows[head + 1:]:
		    n = str(row[place]).split("–")[0]
		    row[correction] = say.get(n) if row[source] == "a.docx" else None
		rows[-1][correction] = "再看"
		with open(sys.argv[1] + "/l.csv", "w", encoding="gb18030", newline="") as f:
		    csv.writer(f).writerows(rows[head:])
	PY
	run "$zhengli" correct --corrections "$store" --by 王 --from "$BATS_TEST_TMPDIR/l.csv" "$out"
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *"not understood: 再看"* ]]
	[[ "$output" == *"1 taken, 1 refused"* ]]
	convert --corrections "$store"
	[ "$(at 'count(//finding[problem/@n=9])')" = 0 ]
	[ "$(at '//finding[problem/@n=10]/problem/statement')" = 小广告清了又贴 ]
	[ "$(at '//finding[problem/@n=18]/@status')" = unanswered ]
	run "$zhengli" correct --corrections "$store" --from "$store"/*/*.xml "$out"
	[ "$status" -eq 2 ]
}

@test "a correction as an example for a rule file, which fails until a rule reads it so" {
	sed '13s/.*/（一）党建责任没有压实的问题。/' "$root/samples/reports/labelled.txt" >"$BATS_TEST_TMPDIR/c.txt"
	"$build/tests/generator/make" "$BATS_TEST_TMPDIR/c.txt" "$input/c.docx"
	"$zhengli" correct --corrections "$store" "$input/c.docx" 5=text
	"$zhengli" corrections example --corrections "$store" "$input/c.docx" >"$BATS_TEST_TMPDIR/example"
	grep -q '<p>（一）党建责任没有压实的问题。</p>' "$BATS_TEST_TMPDIR/example"
	! grep -q '<finding' "$BATS_TEST_TMPDIR/example" || false
	# In a rule file it fails until a rule reads it so.
	rules=$BATS_TEST_TMPDIR/rules.xml
	{
		sed '/<\/rules>/d' "$root/schemas/rules/rectification.xml"
		sed 's/rule="NAME"/rule="not-pressed"/' "$BATS_TEST_TMPDIR/example"
		echo '</rules>'
	} >"$rules"
	run "$zhengli" rules test "$rules"
	[ "$status" -ne 0 ]
	sed -i '0,/<example/s//<never name="not-pressed">^党建责任没有压实的问题<\/never>\n  <example/' "$rules"
	run "$zhengli" rules test "$rules"
	echo "$output"
	[ "$status" -eq 0 ]
}

# Documents on their way between the stage programs, and what zhengli-emit makes of them.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	work=$BATS_TEST_TMPDIR
}

# document STRUCTURE: a document of two paragraphs with three changes and this structure.
document() {
	sha256=$(printf '%064d' 0)
	cat <<-END
	<document xmlns="urn:zhengli:document:1"><source file="a.docx" bytes="1" sha256="$sha256"/>
	<rules family="none"/><p>通报</p><p/>
	<change class="control" n="1" old="\\u{B}"/><change class="width" n="1" old="Ａ" new="A"/>
	<change class="width" n="1" offset="1" old="Ｂ" new="B"/>$1</document>
	END
}

whole='<structure><body><p><text n="1" to="2"/></p><p><text n="2"/></p></body><notes/></structure>'

# valid_document FILE: it is what document.xsd says.
valid_document() {
	xmllint --huge --noout --schema "$root/schemas/document.xsd" "$1"
}

@test "every stage program writes valid documents" {
	samples "$work/in"
	for source in "$work/in"/*.docx; do
		"$(stage unpack)" "$source" >"$work/unpack" || [ $? -eq 1 ]
		"$(stage normalise)" "$work/unpack" >"$work/normalise" || [ $? -eq 1 ]
		"$(stage extract)" "$work/normalise" >"$work/extract" || [ $? -eq 1 ]
		for name in unpack normalise extract; do
			valid_document "$work/$name"
		done
	done
}

@test "emit: a record, valid against the schema" {
	document "$whole" | "$(stage emit)" >"$work/record.xml"
	xmllint --noout --schema "$root/schemas/record.xsd" "$work/record.xml"
	grep -F '<normalisation total="3" listed="3">' "$work/record.xml"
	grep -F '<change class="control" n="1" offset="0" old="\u{B}" new=""/>' "$work/record.xml"
}

@test "emit --changes: counts stay whole, the list is cut" {
	document "$whole" | "$(stage emit)" --changes 1 >"$work/record.xml"
	grep -F '<normalisation total="3" listed="1" cut="true">' "$work/record.xml"
	grep -F '<class name="width" count="2"/>' "$work/record.xml"
	[ "$(grep -c '<change ' "$work/record.xml")" -eq 1 ]
	grep -F 'settings="changes=1"' "$work/record.xml"
	run "$(stage emit)" --changes many
	[ "$status" -eq 2 ]
	[[ "$output" == *changes*many* ]]
}

@test "emit: a document without structure has no record" {
	document "" >"$work/document.xml"
	run --separate-stderr "$(stage emit)" "$work/document.xml"
	[ "$status" -eq 1 ]
	[ "$(echo "$output" | code -)" = invalid-document ]
	[[ "$stderr" == *a.docx*extract* ]]
	echo "$output" | xmllint --noout --schema "$root/schemas/record.xsd" -
}

@test "emit: a paragraph that the structure does not hold costs the record" {
	document "${whole/to=\"2\"/to=\"1\"}" >"$work/document.xml"
	run "$(stage emit)" "$work/document.xml"
	[ "$status" -eq 1 ]
	[[ "$output" == *invalid-document* ]]
	[[ "$output" == *'paragraph 1'* ]]
}

@test "what is no document is refused, and the refusal is passed on" {
	printf '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>' >"$work/x.xml"
	for name in normalise extract emit; do
		run --separate-stderr "$(stage $name)" "$work/x.xml"
		[ "$status" -eq 1 ]
		[[ "$output" == *invalid-document* ]]
		[[ "$output" != *root:* ]]
		[[ "$stderr" == *'document type declaration'* ]]
	done
	run --separate-stderr bash -c '"$0" "$2" 2>/dev/null | "$1"' \
		"$(stage normalise)" "$(stage emit)" "$work/x.xml"
	[ "$status" -eq 1 ]
	[ "$(echo "$output" | code -)" = invalid-document ]
	[ -z "$stderr" ]
}

@test "the manual pages are in order" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for page in "$root"/man/*.1 "$root"/man/zh_CN/*.1 "$build"/man/*.5; do
		run mandoc -Tlint -W warning "$page"
		[ -z "$output" ]
	done
}

@test "a match that runs away ends the same whether few or many documents are read" {
	mkdir "$BATS_TEST_TMPDIR/few"
	for i in 1 2 3 4 5 6 7 8; do
		printf '%s\n' "整改情况" "$(printf '甲%.0s' {1..60})乙" >"$BATS_TEST_TMPDIR/few/$i.txt"
		"$build/tests/generator/make" "$BATS_TEST_TMPDIR/few/$i.txt" "$BATS_TEST_TMPDIR/few/$i.docx"
		rm "$BATS_TEST_TMPDIR/few/$i.txt"
	done
	cat >"$BATS_TEST_TMPDIR/away.xml" <<-'END'
		<rules xmlns='urn:zhengli:rules:1' family='away' version='1'><title>t</title>
		<cue name='c' for='problems' weight='1'>(甲|甲甲)+[丙丁]</cue>
		<problem name='p' marker='about'>(甲|甲甲)+[丙丁]</problem>
		<never name='n'>(甲|甲甲)+[丙丁]</never></rules>
	END
	for count in 1 8; do
		run "$zhengli" run -q --only-rules "$BATS_TEST_TMPDIR/away.xml" -o "$BATS_TEST_TMPDIR/away$count" \
			$(for ((i = 1; i <= count; i++)); do echo "$BATS_TEST_TMPDIR/few/$i.docx"; done)
		[ "$status" -eq 1 ]
		[ "$(grep -l 'code="rule-limit"' "$BATS_TEST_TMPDIR/away$count"/failed/*.xml | wc -l)" -eq "$count" ]
	done
	cmp "$BATS_TEST_TMPDIR/away1/failed/1.docx.xml" "$BATS_TEST_TMPDIR/away8/failed/1.docx.xml"
	# Beyond what the interpreter may take, within what JIT may: read all the same.
	sed -i 's/(甲|甲甲)+\[丙丁\]/(甲|甲甲){1,18}[丙丁]/' "$BATS_TEST_TMPDIR/away.xml"
	"$zhengli" run -q --only-rules "$BATS_TEST_TMPDIR/away.xml" -o "$BATS_TEST_TMPDIR/within" "$BATS_TEST_TMPDIR/few/1.docx"
	[ -f "$BATS_TEST_TMPDIR/within/records/1.docx.xml" ]
}

@test "--rules adds a family that competes by its evidence, --only-rules replaces all" {
	mkdir "$BATS_TEST_TMPDIR/families"
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$BATS_TEST_TMPDIR/families/own.docx"
	"$build/tests/generator/make" /dev/stdin "$BATS_TEST_TMPDIR/families/theirs.docx" <<-'END'
	关于枫林县2023年人大代表建议办理情况的报告
	二、代表建议办理情况
	1.关于解决枫林村饮水困难的建议（第12号）
	办理情况：一是新建蓄水池2座。二是更换老化管道3公里。
	承办单位：县水利局
	END
	family() { xmllint --xpath 'string(//*[local-name()="generator"]/@rules)' "$1"; }
	"$zhengli" run -q --rules "$root/docs/example-family.xml" -o "$BATS_TEST_TMPDIR/added" "$BATS_TEST_TMPDIR/families"
	[ "$(family "$BATS_TEST_TMPDIR/added/records/theirs.docx.xml")" = suggestions ]
	own=$(family "$BATS_TEST_TMPDIR/added/records/own.docx.xml")
	[ "$own" != suggestions ]
	"$zhengli" run -q -o "$BATS_TEST_TMPDIR/own" "$BATS_TEST_TMPDIR/families"
	[ "$(family "$BATS_TEST_TMPDIR/own/records/own.docx.xml")" = "$own" ]
	"$zhengli" run -q --only-rules "$root/docs/example-family.xml" -o "$BATS_TEST_TMPDIR/only" "$BATS_TEST_TMPDIR/families"
	[ "$(family "$BATS_TEST_TMPDIR/only/records/own.docx.xml")" = suggestions ]
	"$(stage unpack)" "$BATS_TEST_TMPDIR/families/theirs.docx" | "$(stage normalise)" |
		"$(stage extract)" --rules "$root/docs/example-family.xml" | "$(stage emit)" >"$BATS_TEST_TMPDIR/line.xml"
	[ "$(family "$BATS_TEST_TMPDIR/line.xml")" = suggestions ]
}

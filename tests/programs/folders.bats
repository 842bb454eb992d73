# A folder is looked at by content: what is in a file counts, not only its name.

setup() {
	load ../setup
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	mkdir "$input"
}

# word TEXT FILE: a Word 97-2003 document of two paragraphs.
word() {
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$root/tests/generator python3 -c '
import sys
from legacy import P, document
open(sys.argv[2], "wb").write(document([P(sys.argv[1]), P("正文。")]))' "$1" "$2"
}

others() {
	printf '%%PDF-1.4\n' >"$input/a.pdf"
	printf GIF89a >"$input/b"
	echo 'a,b' >"$input/c.csv"
	: >"$input/d"
}

@test "a folder of binary documents only: all converted" {
	word 通报 "$input/a.doc"
	word 通报 "$input/b.WPS"
	word 通报 "$input/c.dot"
	run "$zhengli" run -o "$out" "$input"
	[ "$status" -eq 0 ]
	[[ "$output" == *"3 converted, 0 failed"* ]]
	[ "$(xmllint --xpath 'string(//*[local-name()="source"]/@format)' "$out/records/a.doc.xml")" = doc ]
	valid "$out/records"
}

@test "names do not matter, and what is no document is told by its kind" {
	"$build/tests/generator/make" "$root/samples/reports/labelled.txt" "$input/one.doc"
	word 通报 "$input/two"
	echo 整改报告 >"$input/three.txt"
	printf '{\\rtf1 report\\par}' >"$input/four.bak"
	others
	run "$zhengli" run -o "$out" "$input"
	[ "$status" -eq 0 ]
	[[ "$output" == *"4 converted, 0 failed"*"passed over: 1 txt, 1 pdf, 1 picture, 1 empty;"* ]]
	[ "$(xmllint --xpath 'string(//*[local-name()="source"]/@format)' "$out/records/one.doc.xml")" = docx ]
	[ "$("$zhengli" status --passed-over "$out")" = "$(printf 'empty\td\npdf\ta.pdf\npicture\tb\ntxt\tc.csv')" ]
	grep -q '"passed-over":{"empty":1,"pdf":1,"picture":1,"txt":1}' "$out/report.json"
	run "$zhengli" run -o "$out" "$input"
	[[ "$output" == *"0 converted, 0 failed, 4 unchanged"*"passed over: 1 txt, 1 pdf, 1 picture, 1 empty;"* ]]
	rm "$input/a.pdf"
	"$zhengli" run -o "$out" "$input"
	! "$zhengli" status --passed-over "$out" | grep -q pdf || false
}

@test "--kinds narrows, --include as well" {
	word 通报 "$input/a.doc"
	word 通报 "$input/b.doc"
	echo 整改报告 >"$input/c.txt"
	run "$zhengli" run -o "$out" --kinds txt,rtf "$input"
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 converted"*"passed over: 2 doc;"* ]]
	run "$zhengli" run -o "$out.b" --include 'b*' "$input"
	[[ "$output" == *"1 converted"* ]]
	run "$zhengli" run -o "$out" --kinds paper "$input"
	[ "$status" -eq 2 ]
}

@test "what is named as a document and is none fails" {
	printf GIF89a >"$input/a.doc"
	run "$zhengli" run -o "$out" "$input"
	[ "$status" -eq 1 ]
	[[ "$output" == *"a.doc"*not-a-zip* ]]
}

@test "old reports are read as their .docx is" {
	[ -d "$ZL_SHARED/doc/reports" ] || skip "there is no ../shared"
	"$zhengli" run -o "$out" "$ZL_SHARED/doc/reports"
	run "$ZL_SHARED/tools/score" "$out/records" "$ZL_SHARED/gold"
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *TOTAL*"F1 1.000"* ]]
}

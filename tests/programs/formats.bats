# docs/codes.md against the tables in the code, and against what a run writes.

setup() {
	load ../setup
	page=$root/docs/codes.md
	in=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
}

# documented WORD...: each stands in the page as code.
documented() {
	for word; do
		grep -qF "\`$word\`" "$page" || { echo "docs/codes.md lacks $word"; return 1; }
	done
}

@test "every failure code is documented, and no other" {
	complete
	gcc -E -P -x c - <<<"#include \"$root/stages/base/failure.h\"
		#define ROW(identifier, code, sentence, advice) @code@sentence@advice@
		ZL_FAILURES(ROW)" | tr '\n' ' ' | grep -oE '@"[^@]*"@"[^@]*"@"[^@]*"@' |
		sed -E 's/^@"(.*)"@"(.*)"@"(.*)"@$/| `\1` | \2 | \3 |/' | sort >"$BATS_TEST_TMPDIR/coded"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/coded")" -gt 30 ]
	sed -n '/^## Failure codes/,/^`ok`/p' "$page" | grep '^| `' | sort >"$BATS_TEST_TMPDIR/written"
	diff "$BATS_TEST_TMPDIR/written" "$BATS_TEST_TMPDIR/coded"
}

@test "values of findings, and families, are documented" {
	complete
	documented $(sed -n '/simpleType name="\(Status\|FindingKind\)"/,/\/xs:simpleType/s/.*enumeration value="\([^"]*\)".*/\1/p' "$root/schemas/record.xsd")
	documented $(sed -n 's/^<rules .*family="\([^"]*\)".*/\1/p' "$root"/schemas/rules/*.xml)
}

@test "every member of report.json, the log and the metrics is documented" {
	complete
	mkdir "$in"
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$in/good.docx"
	printf GIF89a >"$in/bad.docx"
	"$zhengli" run -q --log "$BATS_TEST_TMPDIR/log" --metrics "$BATS_TEST_TMPDIR/prom" -o "$out" "$in" || [ $? -eq 1 ]
	"$zhengli" acknowledge --all "$out"
	"$zhengli" retry -q --log "$BATS_TEST_TMPDIR/log" "$out"
	documented $(jq -r 'keys[], (.run, .documents, .failures[] | keys[])' "$out/report.json")
	documented $(jq -r '.event, .outcome // empty, keys[]' "$BATS_TEST_TMPDIR/log" | sort -u)
	documented $(sed -n 's/^\(zhengli_[a-z_]*\){.*/\1/p' "$BATS_TEST_TMPDIR/prom" | sort -u)
	documented $(sed -n 's/.*state="\([a-z]*\)".*/\1/p' "$BATS_TEST_TMPDIR/prom")
	grep -q '"acknowledged":1' "$BATS_TEST_TMPDIR/log"
}

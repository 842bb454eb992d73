# zhengli explain: every paragraph with what it was read as, in colour for people only.

setup() {
	load ../setup
	cd "$BATS_TEST_TMPDIR"
	cat >a.txt <<-'END'
	@title 西坞镇关于巡察反馈意见整改情况的报告
	根据县委统一部署，2021年3月8日至4月30日，县委第七巡察组对西坞镇党委开展了巡察。
	一、反馈问题整改情况
	1.关于“库房账实不符”问题
	整改情况：一是清点库房。二是补登台账。
	西坞镇人民政府
	2021年9月1日
	END
	"$build/tests/generator/make" a.txt a.docx
}

@test "paragraphs, what they were read as, rules and facts" {
	run "$zhengli" explain a.docx
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "Read by rules rectification, version 1" ]
	[[ "$output" == *"    4 finding (issue, paired) › problem"* ]]
	[[ "$output" == *"        statement  库房账实不符"* ]]
	[[ "$output" == *"        label      整改情况：  ‹answer-label›"* ]]
	[[ "$output" == *"      = finding ("*"), by ‹about-quoted›, number ‹decimal-dot›, headings promise answers"* ]]
	[[ "$output" == *"measure 2"* ]]
	[[ "$output" == *"    2 inspector     县委第七巡察组"* ]]
	[[ "$output" == *"    7 date          2021年9月1日  = 2021-09-01"* ]]
}

@test "every paragraph of every sample is there" {
	samples "$BATS_TEST_TMPDIR/samples"
	for file in samples/*.docx; do
		[ "$file" != samples/truncated.docx ] || continue
		run "$zhengli" explain "$file"
		[ "$status" -eq 0 ]
		count=$("$(stage unpack)" "$file" | xmllint --xpath 'count(//*[local-name()="p"])' -)
		[ "$(grep -cE '^ *[0-9]+ [^ ]' <<<"${output%Facts about*}")" -eq "$count" ]
	done
}

@test "no colour in a file; colour on a terminal; none there with NO_COLOR" {
	"$zhengli" explain a.docx >plain
	! grep -q $'\033' plain || false
	script -qec true /dev/null </dev/null || skip "there is no script(1), or no terminal for it"
	TERM=xterm script -qec "'$zhengli' explain a.docx" /dev/null </dev/null >coloured
	grep -q $'\033\\[31m库房账实不符' coloured
	NO_COLOR=1 TERM=xterm script -qec "'$zhengli' explain a.docx" /dev/null </dev/null >none
	! grep -q $'\033' none || false
}

@test "by a rule file of one's own" {
	cat >mine.xml <<-'END'
	<rules xmlns="urn:zhengli:rules:1" family="mine" version="3" extends="rectification">
	<title>试验</title>
	</rules>
	END
	run "$zhengli" explain --only-rules mine.xml a.docx
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "Read by rules mine, version 3" ]
	sed -i 's/<title>/<tittle>/' mine.xml
	run "$zhengli" explain --only-rules mine.xml a.docx
	[ "$status" -eq 3 ]
	[[ "$output" == *"mine.xml:"* ]]
}

@test "what is no report: status 1 and the reason; no such file: 3; usage: 2" {
	printf GIF89a >a.gif
	run "$zhengli" explain a.gif
	[ "$status" -eq 1 ]
	[[ "$output" == "zhengli: a.gif: not-a-zip: "* ]]
	run "$zhengli" explain none.docx
	[ "$status" -eq 3 ]
	run "$zhengli" explain
	[ "$status" -eq 2 ]
	run "$zhengli" explain a.docx b.docx
	[ "$status" -eq 2 ]
}

@test "show prints the findings of a record, and of the report it was made of" {
	"$zhengli" run -q -o out a.docx
	"$zhengli" show out/records/a.docx.xml >record
	"$zhengli" show a.docx >report
	cmp record report
	grep -q '\[issue, paired, [0-9]*\]$' record
	grep -q '^ *→ \|^ *1) ' record
	printf GIF89a >bad.docx
	run "$zhengli" show bad.docx
	[ "$status" -eq 1 ]
	[[ "$output" == *not-a-zip* ]]
	script -qec true /dev/null </dev/null || skip "there is no script(1), or no terminal for it"
	TERM=xterm script -qec "stty cols 40; '$zhengli' show a.docx" /dev/null </dev/null >folded
	[ "$(wc -l <folded)" -gt "$(wc -l <record)" ]
}

@test "explain cuts no text when it goes to a file" {
	! "$zhengli" explain a.docx | grep -q '…$' || false
}

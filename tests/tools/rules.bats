# zhengli rules: what it finds in rule files, where it says it stands, and its exit status.

setup() {
	load ../setup
	cd "$BATS_TEST_TMPDIR"
}

# A rule file of the lines on standard input.
rule_file() {
	printf '<rules xmlns="urn:zhengli:rules:1" family="mine" version="1"%s>\n' "$1"
	printf '<title>试验</title>\n'
	cat
	printf '</rules>\n'
}

@test "a sound file: status 0 and a count" {
	rule_file >a.xml <<-'END'
	<fragment name="tail">的?问题</fragment>
	<problem name="about" marker="about">关于(?'statement'[^。]{2,80}){tail}</problem>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 0 ]
	[ "$output" = "a.xml: 2 rules and 0 examples checked, errors: 0, warnings: 0" ]
}

@test "not well-formed: line and column, status 1" {
	rule_file >a.xml <<-'END'
	<label name="x">整改<label>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 1 ]
	[[ "$output" =~ ^a.xml:[0-9]+:[0-9]+:\ error: ]]
}

@test "not valid against the schema: the line, status 1" {
	rule_file >a.xml <<-'END'
	<label name="x">整改：</label>
	<lable name="y">整改：</lable>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 1 ]
	[[ "$output" == a.xml:4:* ]]
	[[ "$output" == *lable* ]]
}

@test "a pattern that does not compile: a caret under the place, by columns of the terminal" {
	rule_file >a.xml <<-'END'
	<label name="x">整改情况[：</label>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == 'a.xml:3:'*': error: rule “x”: missing terminating ] for character class' ]]
	[ "${lines[1]}" = '    <label name="x">整改情况[：</label>' ]
	[[ "${lines[2]}" =~ ^' '{30,32}'^'$ ]]
}

@test "a long line is shown around the caret" {
	{
		printf '<label name="x">'
		for i in $(seq 60); do printf '整改措施|'; done
		printf '(</label>\n'
	} | rule_file >a.xml
	run "$zhengli" rules check a.xml
	[ "$status" -eq 1 ]
	[ "${#lines[1]}" -lt 80 ]
	[[ "${lines[2]}" =~ ^\ +\^$ ]]
}

@test "a fragment that nothing uses, and one that only such a one uses" {
	rule_file >a.xml <<-'END'
	<fragment name="used">问题</fragment>
	<fragment name="idle">{inner}的</fragment>
	<fragment name="inner">的</fragment>
	<naming name="x">主要{used}</naming>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 0 ]
	[[ "$output" == *"a.xml:4: warning: no rule uses fragment “idle”"* ]]
	[[ "$output" == *"a.xml:5: warning: no rule uses fragment “inner”"* ]]
	[[ "$output" != *"“used”"* ]]
}

@test "the same pattern twice: the later rule never wins" {
	rule_file >a.xml <<-'END'
	<label name="first">整改情况：</label>
	<label name="second">整改情況︰</label>
	<detail name="third">整改情况：</detail>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 0 ]
	[[ "$output" == *"a.xml:4: warning: rule “second” never wins: rule “first” above it has the same pattern"* ]]
	[[ "$output" != *third* ]]
}

@test "a rule whose examples an earlier rule takes, and one that has no part in its own" {
	rule_file ' extends="common"' >a.xml <<-'END'
	<label name="wide">办理[^。：]{0,6}：</label>
	<label name="narrow">办理情况：</label>
	<label name="other">答复：</label>
	<example rule="narrow"><p>1.关于“甲乙丙丁”问题</p><p>办理情况：已补登。</p>
	<finding><statement>甲乙丙丁</statement><response>已补登。</response></finding></example>
	<example rule="other"><p>天气很好。</p></example>
	<example rule="wide"><p>1.关于“甲乙丙丁”问题</p><p>办理意见：已补登。</p>
	<finding><statement>甲乙丙丁</statement><response>已补登。</response></finding></example>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 0 ]
	[[ "$output" == *"a.xml:4: warning: rule “narrow” never wins: rule “wide” above it takes all of its examples"* ]]
	[[ "$output" == *"a.xml:5: warning: rule “other” has no part in its own examples"* ]]
	[[ "$output" == *"warnings: 2" ]]
}

@test "a pattern that can run away: status 1, and the place in it" {
	rule_file >a.xml <<-'END'
	<problem name="greedy" marker="about">关于(?'statement'(?:[^。]+，?)+)问题</problem>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 1 ]
	[[ "$output" == *"a.xml:3: error: rule “greedy” can run away: a repetition in a repetition"* ]]
}

@test "a search that takes the square of the length is warned of" {
	rule_file >a.xml <<-'END'
	<never name="slow">[^。]*问题</never>
	END
	run "$zhengli" rules check a.xml
	[ "$status" -eq 0 ]
	[[ "$output" == *"a.xml:3: warning: rule “slow” takes time as the square"* ]]
}

@test "a file that extends another, in any order; a fault of the other is shown once" {
	rule_file ' abstract="true"' >a.xml <<-'END'
	<fragment name="tail">的?问题</fragment>
	END
	rule_file '' >b.xml <<-'END'
	<naming name="x">主要{tail}</naming>
	END
	sed -i 's/"mine"/"yours" extends="mine"/' b.xml
	run "$zhengli" rules check b.xml a.xml
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "b.xml: 1 rules and 0 examples checked, errors: 0, warnings: 0" ]
	run "$zhengli" rules check b.xml
	[ "$status" -eq 1 ]
	[[ "$output" == *"no family mine to extend"* ]]
	sed -i 's/的?问题/的?问题(/' a.xml
	sed -i 's/fragment/naming/g' a.xml
	run "$zhengli" rules check a.xml b.xml
	[ "$status" -eq 1 ]
	[ "$(grep -c 'missing closing' <<<"$output")" -eq 1 ]
	[[ "$output" == *"b.xml: error: a file that it extends is faulty"* ]]
}

@test "files that extend each other in a circle end in an error" {
	rule_file ' extends="yours"' >a.xml </dev/null
	rule_file '' >b.xml </dev/null
	sed -i 's/"mine"/"yours" extends="mine"/' b.xml
	run "$zhengli" rules check a.xml b.xml
	[ "$status" -eq 1 ]
	[[ "$output" == *"to extend"* ]]
}

@test "no such file: status 3; no operands: status 2" {
	run "$zhengli" rules check none.xml
	[ "$status" -eq 3 ]
	run "$zhengli" rules check
	[ "$status" -eq 2 ]
	run "$zhengli" rules
	[ "$status" -eq 2 ]
}

# A file with one rule for each thing that an example can expect.
tested() {
	rule_file ' extends="common"' <<-'END'
	<problem name="lacking" marker="about">缺(?'statement'[^。]{2,20})一事</problem>
	<example rule="lacking">
	  <p>1.缺登记台账一事</p>
	  <p>整改情况：一是补登。二是核对。</p>
	  <finding kind="issue" status="paired" measures="2"><statement>登记台账</statement>
	    <response>一是补登。二是核对。</response></finding>
	</example>
	<example rule="lacking">
	  <p>库房缺一扇门。</p>
	</example>
	END
}

@test "examples that are read as they say: a line a rule, a count, status 0" {
	tested >a.xml
	run "$zhengli" rules test a.xml
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "pass  lacking: 2 of 2" ]
	[ "${lines[1]}" = "2 of 2 examples pass" ]
}

@test "an example that is read otherwise: its line, what is expected and what is found, status 1" {
	tested | sed 's/measures="2"/measures="3"/; s|二是核对。</response>|二是核查。</response>|' >a.xml
	run "$zhengli" rules test a.xml
	[ "$status" -eq 1 ]
	[[ "$output" == *"a.xml:4: error: example of rule “lacking”: finding “登记台账” has the response “一是补登。二是核对。”, expected is “一是补登。二是核查。”"* ]]
	[[ "$output" == *"has 2 measures, expected are 3"* ]]
	[[ "$output" == *"FAIL  lacking: 1 of 2"* ]]
	[[ "$output" == *"1 of 2 examples pass"* ]]
}

@test "what is found and not expected, and what is expected and not found" {
	tested | sed 's/<statement>登记台账/<statement>台账/' >a.xml
	run "$zhengli" rules test a.xml
	[ "$status" -eq 1 ]
	[[ "$output" == *"there is no finding “台账”"* ]]
	[[ "$output" == *"finding “登记台账” is not expected"* ]]
}

@test "the rule files that come with zhengli have no errors and pass their examples" {
	for task in check test; do
		run "$zhengli" rules "$task" "$root"/schemas/rules/*.xml
		[ "$status" -eq 0 ] || { echo "$output"; false; }
	done
}

@test "the chapter on rules shows its example as it is, and what the commands say of it" {
	cd "$root"
	grep -A 1000 '^```xml' docs/rules.md | sed -n '/^```xml/,/^```$/p' | grep -v '^```' >"$BATS_TEST_TMPDIR/shown"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/shown")" -gt 10 ]
	while IFS= read -r line; do
		grep -qxF -- "$line" docs/example-family.xml || { echo "not in the file: $line"; false; }
	done <"$BATS_TEST_TMPDIR/shown"
	for task in check test; do
		run "$zhengli" rules "$task" docs/example-family.xml
		[ "$status" -eq 0 ]
		for line in "${lines[@]}"; do
			grep -qxF -- "    $line" docs/rules.md || { echo "not in the chapter: $line"; false; }
		done
	done
}

@test "the fault that the chapter shows is shown so" {
	{
		printf '<rules xmlns="urn:zhengli:rules:1" family="mine" version="1">\n<title>试验</title>\n'
		grep -F '<label name="handling">办理情况[：' "$root/docs/rules.md" | sed 's/^ *//'
		printf '</rules>\n'
	} >mine.xml
	run "$zhengli" rules check mine.xml
	[ "$status" -eq 1 ]
	for line in "${lines[@]:0:3}"; do
		grep -qxF -- "    $line" "$root/docs/rules.md"
	done
}

@test "check says which attribute is missing or unknown, and which group nothing reads" {
	cat >"$BATS_TEST_TMPDIR/mine.xml" <<-'END'
	<rules xmlns="urn:zhengli:rules:1" family="mine" version="1" extends="common">
	<title>试验</title>
	<attribute name="x">责任单位：</attribute>
	<problem name="p" marker="about">关于(?'statment'[^。]{2,80})的问题</problem>
	</rules>
	END
	run "$zhengli" rules check "$BATS_TEST_TMPDIR/mine.xml"
	[ "$status" -eq 1 ]
	[[ "$output" == *"mine.xml:3: error: element attribute lacks attribute as"* ]]
	sed -i 's/name="x"/name="x" as="y"/' "$BATS_TEST_TMPDIR/mine.xml"
	run "$zhengli" rules check "$BATS_TEST_TMPDIR/mine.xml"
	[ "$status" -eq 1 ]
	[[ "$output" == *"nothing reads group “statment”"* ]]
	sed -i 's/statment/statement/; s/as="y"/as="y" foo="1"/' "$BATS_TEST_TMPDIR/mine.xml"
	run "$zhengli" rules check "$BATS_TEST_TMPDIR/mine.xml"
	[[ "$output" == *foo* ]]
}

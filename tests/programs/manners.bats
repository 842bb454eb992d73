# What every command does alike: help, hints, names that begin with -, and what is refused.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	cd "$BATS_TEST_TMPDIR"
}

commands() {
	"$zhengli" help | sed -n 's/^  zhengli \([a-z]*\) .*/\1/p'
}

@test "every command has --help, -h and help COMMAND, the same" {
	[ "$(commands | wc -l)" -ge 10 ]
	for name in $(commands); do
		"$zhengli" "$name" --help >long
		grep -q "^usage: zhengli $name" long
		grep -q "^  -h, --help " long
		grep -Eq "^examples?: .*zhengli $name" long
		cmp long <("$zhengli" "$name" -h)
		cmp long <("$zhengli" help "$name")
	done
	[ "$("$zhengli" -V)" = "$("$zhengli" --version)" ]
	cmp <("$zhengli" -h) <("$zhengli" help)
}

@test "a command or option that is mistyped gets a hint" {
	run "$zhengli" stauts
	[ "$status" -eq 2 ]
	[[ "$output" == *"did you mean status?"* ]]
	run "$zhengli" run --ruls x in
	[ "$status" -eq 2 ]
	[[ "$output" == *"--ruls"*"did you mean --rules?"* ]]
	run "$zhengli" help frobnicate
	[ "$status" -eq 2 ]
	for name in $(commands); do
		run "$zhengli" "$name" --hlp
		[ "$status" -eq 2 ]
		[[ "$output" == *"--hlp is no option of $name; did you mean --help?"* ]]
	done
	for value in "run -j x in" "run --limit depth in" "status --code frob out" "score --min x a b" "export --batch x out" \
		"review --worst x out" "explain --sandbox=x a" "changes --limit x out"; do
		run "$zhengli" $value
		[ "$status" -eq 2 ]
		[[ "$output" == *"is no value for it"* ]]
	done
}

@test "-o=X is refused" {
	run "$zhengli" run -o=out in
	[ "$status" -eq 2 ]
	[[ "$output" == *"-o out"* ]]
	[ ! -e =out ]
}

@test "names that begin with - are taken behind --" {
	mkdir ./-in
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" ./-in/-a.docx
	"$zhengli" run -q -o ./-out -- -in
	"$zhengli" status -- -out | grep -q "1 current"
	"$zhengli" report -- -out | jq -e '.documents.current == 1'
	[ -f ./-out/records/-a.docx.xml ]
}

@test "every option of --help stands in the manual page and in the completions" {
	complete
	for name in $(commands); do
		"$zhengli" "$name" --help | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u | while read -r option; do
			[ "$option" != --help ] || continue
			grep -q -- "${option#--}" "$root/completions/zhengli.bash" || { echo "completions lack $name $option"; exit 1; }
			case $name in
			# Pages of their own.
			export | changes | deliver | prune) pages="zhengli-export.1" ;;
			*) pages="zhengli.1 zh_CN/zhengli.1" ;;
			esac
			for page in $pages; do
				sed 's/\\-/-/g' "$root/man/$page" | grep -qE -- "${option#-}([^a-z-]|\$)" ||
					{ echo "man/$page lacks $name $option"; exit 1; }
			done
		done
	done
	"$root/pipeline/cluster/zhengli-slurm" --help | grep -oE -- '(^|[ [])--[a-z][a-z0-9-]+' | tr -d ' [' | sort -u | while read -r option; do
		case $option in --help | --version) continue ;; esac
		grep -qE -- "^\.(It|Op) .*${option#-}( |\$)" "$root/man/zhengli-slurm.1" || { echo "man/zhengli-slurm.1 lacks $option"; exit 1; }
	done
	run "$root/completions/make" --check "$zhengli"
	echo "$output"
	[ "$status" -eq 0 ]
}

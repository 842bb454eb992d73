# zhengli deliver: batches for a consumer, at least once, in order, never half.

setup() {
	load setup
	need jq
	samples "$work/in"
	convert -o "$work/out" "$work/in"
	mkdir "$work/spool"
	# The consumer keeps what it has as a folder: a file a path, in it the record's digest.
	cat >"$work/consume" <<-'END'
		#!/bin/sh
		set -e
		cd "$(dirname "$0")"
		mkdir -p has
		sh ./before
		jq -r '[.op // "put", .path, .record_sha256 // ""] | @tsv' "$ZHENGLI_BATCH/records.jsonl" |
			while IFS="$(printf '\t')" read -r op path digest; do
				case $op in
				put) echo "$digest" >"has/$(echo "$path" | tr / _)" ;;
				delete) rm -f "has/$(echo "$path" | tr / _)" ;;
				esac
				sh ./within
			done
		sh ./after
	END
	chmod +x "$work/consume"
	for hook in before within after; do echo : >"$work/$hook"; done
	consumer "command = $work/consume"
}

# consumer LINE...: the section of the consumer.
consumer() {
	printf '# by hand\n[other]\nto = dc\nspool = none\n[register]\nto = jsonl\nspool = %s\ntries = 3\nwait = 0\n' "$work/spool" >"$work/out/deliver.conf"
	printf '%s\n' "$@" >>"$work/out/deliver.conf"
}

deliver() {
	"$zhengli" deliver register "$work/out" 2>"$work/log"
}

# agrees: the consumer has what a beginner would get.
agrees() {
	"$zhengli" changes "$work/out" | jq -r 'select(.op == "put") | "\(.path) \(.sha256)"' | sort >"$work/expected"
	for file in "$work"/has/*; do echo "$(basename "$file") $(cat "$file")"; done | sort >"$work/got"
	diff "$work/expected" "$work/got"
}

@test "the first batch is all, the next what changed, and none when there is nothing" {
	deliver
	agrees
	[ "$(ls "$work/spool/done" | wc -l)" -eq 1 ]
	rm "$work/in/inline.docx"
	cp "$work/in/lists.docx" "$work/in/more.docx"
	convert -o "$work/out" "$work/in"
	deliver
	agrees
	[ "$(ls "$work/spool/done" | wc -l)" -eq 2 ]
	deliver
	[ "$(ls "$work/spool/done" | wc -l)" -eq 2 ]
	[ -z "$(find "$work/spool/new" "$work/spool/tmp" -mindepth 1)" ]
	"$zhengli" deliver --keep 0 register "$work/out"
}

@test "it cannot now: again, then 75, the token stays; then it goes on with the same batch" {
	echo 'echo x >>tries; exit 75' >"$work/before"
	run deliver
	[ "$status" -eq 75 ]
	[ "$(wc -l <"$work/tries")" -eq 3 ]
	batch=$(ls "$work/spool/new")
	[ "$(sqlite3 "$work/out/state.db" 'SELECT token, failed FROM targets')" = "0|1" ]
	echo 'echo x >>tries; [ "$(wc -l <tries)" -gt 4 ] || exit 75' >"$work/before"
	deliver
	agrees
	[ "$(ls "$work/spool/done")" = "$batch" ]
	[ "$(sqlite3 "$work/out/state.db" 'SELECT token, failed FROM targets')" = "$(token)|0" ]
}

@test "a command that fails, or is killed: the batch is put aside with its words, a new one has all" {
	for end in 'echo "no room" >&2; exit 3' 'kill -9 $$' 'kill -9 $PPID'; do
		echo "$end" >"$work/after"
		touch "$work/in/inline.docx"
		convert -o "$work/out" "$work/in"
		run deliver
		[ "$status" -eq 1 ]
	done
	[ "$(sqlite3 "$work/out/state.db" 'SELECT token FROM targets')" = 0 ]
	[ "$(ls -d "$work"/spool/failed/* | wc -l)" -eq 2 ] # the same batch, and its words
	echo : >"$work/after"
	deliver
	agrees
}

@test "a delivery killed at any instant: in the end the consumer has what there is" {
	for round in 1 2 3 4 5 6; do
		cp "$work/in/lists.docx" "$work/in/r$round.docx"
		[ $round -lt 3 ] || rm -f "$work/in/r$((round - 2)).docx"
		convert -o "$work/out" "$work/in"
		echo 'sleep 0.02' >"$work/within"
		"$zhengli" deliver register "$work/out" 2>/dev/null &
		pid=$!
		sleep 0.0$((RANDOM % 9 + 1))
		[ $((round % 2)) -eq 0 ] || sleep 0.1
		kill -9 $pid 2>/dev/null || true
		wait $pid || true
		sleep 0.3 # a command that is left behind comes to its end
	done
	echo : >"$work/within"
	until deliver; do :; done
	deliver
	agrees
}

@test "without a command the consumer takes batches from new/, which are whole" {
	consumer
	deliver
	cp "$work/in/lists.docx" "$work/in/more.docx"
	convert -o "$work/out" "$work/in"
	deliver
	deliver
	[ "$(ls "$work/spool/new" | wc -l)" -eq 2 ]
	for batch in "$work"/spool/new/*; do
		"$zhengli" export --check "$batch"
	done
	cat "$work"/spool/new/*/records.jsonl | jq -r 'select(.op != "failed").path' | sort >"$work/got"
	"$zhengli" changes "$work/out" | jq -r 'select(.op == "put").path' | sort | cmp - "$work/got"
}

@test "options reach the export; a run at work, and mistakes in the file, are told" {
	consumer 'options = --without title --select "in*"'
	deliver
	[ "$(jq -r .path "$work"/spool/new/*/records.jsonl)" = "inline.docx
truncated.docx" ] || [ "$(jq -r .path "$work"/spool/new/*/records.jsonl)" = inline.docx ]
	[ "$(jq -r '.title // "none"' "$work"/spool/new/*/records.jsonl | head -n 1)" = none ]
	for wrong in 'to = pdf' 'tries = none' 'nonsense' 'color = red' '[register]'; do
		consumer "$wrong"
		run deliver
		[ "$status" -eq 2 ]
		grep -q "deliver.conf" "$work/log"
	done
	run "$zhengli" deliver nobody "$work/out"
	[ "$status" -eq 2 ]
	[[ "$output" == *"there is no section [nobody]"* ]]
}

# zhengli export --to csv, jsonl, sqlite: records as rows.

setup() {
	load setup
	need jq
	need sqlite3
	samples "$work/in"
	convert -o "$work/out" "$work/in"
}

# cells FILE QUERY: csv as a table t.
cells() {
	sqlite3 :memory: ".mode csv" ".import '$1' t" "$2"
}

@test "the three formats say the same" {
	for to in csv jsonl sqlite; do
		"$zhengli" export --to $to -o "$work/$to" "$work/out"
	done
	[ "$(sqlite3 "$work/sqlite" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
	"$root/tests/export/formats_agree" "$work"
}

@test "the worked reference comes out, column by column" {
	[ -d "$shared/export-samples" ] || skip "there is no $shared/export-samples"
	mkdir "$work/d01"
	cp "$shared/reports/d01.docx" "$work/d01"
	convert -o "$work/d01out" "$work/d01"
	"$zhengli" export --to csv -o "$work/csv" "$work/d01out"
	"$root/tests/export/reference_agrees" "$shared/export-samples/tables" "$work/csv"
}

@test "statement, response and measures are those of the answers checked by hand" {
	[ -d "$shared/gold" ] || skip "there is no $shared/gold"
	mkdir "$work/reports"
	cp "$shared"/reports/*.docx "$shared"/docx/*.docx "$work/reports"
	convert -o "$work/goldout" "$work/reports"
	"$zhengli" export --to csv -o "$work/csv" "$work/goldout"
	"$root/tests/export/gold_agrees" "$shared/gold" "$work/csv"
}

@test "the same state gives the same bytes, and --check tells a flipped one" {
	for to in csv jsonl; do
		"$zhengli" export --to $to -o "$work/1" "$work/out"
		TZ=Asia/Shanghai LC_ALL=C "$zhengli" export --to $to -o "$work/2" "$work/out"
		same "$work/1" "$work/2"
		"$zhengli" export --check "$work/1"
		(cd "$work/1" && sha256sum --quiet -c SHA256SUMS)
		for file in "$work"/1/*; do
			printf '\x01' | dd of="$file" bs=1 seek=20 conv=notrunc status=none
			run "$zhengli" export --check "$work/1"
			[ "$status" -eq 1 ]
			(cd "$work/1" && ! sha256sum --strict --quiet -c SHA256SUMS 2>/dev/null)
			cp "$work/2/$(basename "$file")" "$file"
		done
		touch "$work/1/more"
		run "$zhengli" export --check "$work/1"
		[ "$status" -eq 1 ]
		rm -r "$work/1" "$work/2"
	done
	"$zhengli" export --to sqlite -o "$work/1" "$work/out"
	"$zhengli" export --to sqlite -o "$work/2" "$work/out"
	cmp "$work/1" "$work/2"
}

@test "--into from nothing is a full export, after any sequence of runs; twice is once" {
	for step in first changed renamed gone failed back; do
		case $step in
		changed) cp "$work/in/tasks.docx" "$work/in/inline.docx" 2>/dev/null || cp "$work/in/labelled.docx" "$work/in/inline.docx" ;;
		renamed) mv "$work/in/inline.docx" "$work/in/other.docx" ;;
		gone) rm "$work/in/other.docx" ;;
		failed) mv "$work/in/truncated.docx" "$work/in/cut.docx" ;;
		back) samples "$work/in" ;;
		esac
		convert -o "$work/out" "$work/in"
		"$zhengli" export --to sqlite --into "$work/live" "$work/out"
		rm -f "$work/full"
		"$zhengli" export --to sqlite -o "$work/full" "$work/out"
		[ "$(dump "$work/live")" = "$(dump "$work/full")" ]
		sqlite3 "$work/live" .dump >"$work/before"
		"$zhengli" export --to sqlite --into "$work/live" "$work/out"
		sqlite3 "$work/live" .dump | cmp - "$work/before"
	done
	[ "$(sqlite3 "$work/live" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
	sqlite3 "$work/other" 'CREATE TABLE mine(x)'
	run "$zhengli" export --to sqlite --into "$work/other" "$work/out"
	[ "$status" -eq 2 ]
	[ "$(sqlite3 "$work/other" .tables)" = mine ]
}

@test "since a token: what changed, and what is gone" {
	before=$(token)
	rm "$work/in/inline.docx"
	touch "$work/in/labelled.docx"
	convert -o "$work/out" "$work/in"
	"$zhengli" export --to csv --since "$before" -o "$work/csv" "$work/out"
	[ "$(cells "$work/csv/deleted.csv" 'SELECT path, why FROM t')" = inline.docx,missing ]
	[ "$(wc -l <"$work/csv/reports.csv")" -eq 1 ]
	[ ! -e "$work/csv/failures.csv" ]
	"$zhengli" export --to jsonl --since "$before" -o - "$work/out" | jq -e '.op == "delete" and .path == "inline.docx"'
}

@test "what is there is never written over, and a run is waited for" {
	mkdir "$work/there"
	echo mine >"$work/there/mine"
	run "$zhengli" export --to csv -o "$work/there" "$work/out"
	[ "$status" -eq 2 ]
	[ "$(cat "$work/there/mine")" = mine ]
	ln -s nowhere "$work/link"
	run "$zhengli" export --to csv -o "$work/link" "$work/out"
	[ "$status" -eq 2 ]
	(
		exec 9<>"$work/out/lock"
		python3 -c 'import fcntl, struct, sys, time
fcntl.fcntl(9, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
open(sys.argv[1], "w"); time.sleep(2)' "$work/held"
	) &
	until [ -e "$work/held" ]; do sleep 0.1; done
	run "$zhengli" export --to csv -o "$work/csv" "$work/out"
	[ "$status" -eq 75 ]
	[ ! -e "$work/csv" ]
	"$zhengli" export --wait 10 --to csv -o "$work/csv" "$work/out"
	wait
}

@test "a record that is not what was published ends it, and nothing is written" {
	record=$(find "$work/out/records" -name '*.xml' | sort | tail -n 1)
	cp "$record" "$work/copy"
	for how in changed cut gone other; do
		cp "$work/copy" "$record"
		case $how in
		changed) sed -i 's/。/，/' "$record" ;;
		cut) truncate -s -1 "$record" ;;
		gone) rm "$record" ;;
		other) cp "$(find "$work/out/records" -name '*.xml' | sort | head -n 1)" "$record" ;;
		esac
		run "$zhengli" export --to csv -o "$work/csv" "$work/out"
		[ "$status" -eq 3 ]
		[[ "$output" == *"zhengli run --verify"* ]]
		[ -z "$(ls -d "$work"/csv* 2>/dev/null)" ]
	done
}

@test "cells of any contents stay what they are" {
	cat >"$work/hostile.txt" <<-'END'
		@set title 通报
		@title 关于巡察整改情况的通报
		一、问题整改情况
		1.关于“=HYPERLINK("x")，+1-2”问题
		整改情况：=1+1，@SUM(A1)；"引号"，逗号,都在。
		-2+3
		2.关于“台账不全”问题
		整改情况：已补齐。
	END
	mkdir "$work/hostile"
	"$build/tests/generator/make" "$work/hostile.txt" "$work/hostile/a.docx"
	cp "$work/hostile/a.docx" "$work/hostile/=1+1, \"x\".docx"
	cp "$work/hostile/a.docx" "$work/hostile/"$'line\nend.docx'
	cp "$work/hostile/a.docx" "$work/hostile/"$'no\xffutf.docx'
	convert -o "$work/hostileout" "$work/hostile"
	for to in csv jsonl sqlite; do
		"$zhengli" export --to $to -o "$work/h-$to" "$work/hostileout"
	done
	[ "$(cells "$work/h-csv/findings.csv" "SELECT count(*) FROM t WHERE statement LIKE '=HYPERLINK(_x_)，+1-2' AND response LIKE '=1+1，@SUM(A1)；_引号_，逗号_都在。'")" -eq 4 ]
	[ "$(sqlite3 "$work/h-sqlite" 'SELECT path FROM reports ORDER BY 1')" = '=1+1, "x".docx
a.docx
line%0Aend.docx
no%FFutf.docx' ]
	[ "$(jq -r .path "$work/h-jsonl/records.jsonl" | sort)" = "$(sqlite3 "$work/h-sqlite" 'SELECT path FROM reports ORDER BY 1')" ]
}

@test "--without leaves a column and a fact out, --select chooses" {
	"$zhengli" export --to csv --without phone --without email --select 'in*' -o "$work/csv" "$work/out"
	[ "$(cells "$work/csv/reports.csv" "SELECT count(*) FROM t WHERE phone <> '' OR email <> ''")" -eq 0 ]
	[ "$(cells "$work/csv/facts.csv" "SELECT count(*) FROM t WHERE name IN ('phone', 'email')")" -eq 0 ]
	[ "$(cells "$work/csv/reports.csv" "SELECT count(*) FROM t WHERE path NOT LIKE 'in%'")" -eq 0 ]
	[ "$(cells "$work/csv/reports.csv" "SELECT count(*) FROM t")" -ge 1 ]
}

@test "keys of findings stay as long as their words do" {
	"$zhengli" export --to sqlite -o "$work/1" "$work/out"
	convert --changes 0 -o "$work/out" "$work/in"
	"$zhengli" export --to sqlite -o "$work/2" "$work/out"
	keys='SELECT path, finding, key FROM findings ORDER BY 1, 2'
	[ "$(sqlite3 "$work/1" "$keys")" = "$(sqlite3 "$work/2" "$keys")" ]
	# As documented: statement, line end, place among equals.
	sqlite3 "$work/1" "SELECT statement, key FROM findings WHERE statement NOT LIKE '%' || char(10) || '%' GROUP BY path, statement HAVING count(*) = 1 LIMIT 5" |
		while IFS='|' read -r statement key; do
			[ "$(printf '%s\n1' "$statement" | sha256sum | cut -c1-16)" = "$key" ]
		done
}

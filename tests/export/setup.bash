# setup.bash: helpers of the tests of changes, export and deliver; loads the one for all tests.

. "$(dirname "${BASH_SOURCE[0]}")/../setup.bash"
work=$BATS_TEST_TMPDIR
tables='reports facts sections findings measures attributes recommendations flags losses'

# run_zhengli ARGUMENT...: a run that may have failures.
convert() {
	"$zhengli" run --no-progress "$@" 2>"$work/log" || [ $? -eq 1 ]
}

# changes TOKEN: what changed in $work/out since, without the line of the token: op and path a line.
changes() {
	"$zhengli" changes --since "$1" "$work/out" | jq -r 'select(.op) | "\(.op) \(.path) \(."moved-from" // .why // "")"' | sed 's/ *$//'
}

token() {
	"$zhengli" changes "$work/out" | jq -r 'select(.token).token'
}

# dump DATABASE: all that is in its tables, so that two can be compared.
dump() {
	local table
	for table in $tables failures; do
		sqlite3 "$1" "SELECT * FROM $table ORDER BY 1, 2, 3"
	done
}

# need PROGRAM: the test is skipped when it is not installed.
need() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
}

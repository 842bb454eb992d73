# The operator's language and his terminal's encoding; and that nothing below OUT depends on them.

setup() {
	load ../setup
	in=$BATS_TEST_TMPDIR/in
	mkdir "$in"
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$in/good.docx"
	printf GIF89a >"$in/bad.docx"
	[ -f "$build/po/zh_CN/LC_MESSAGES/zhengli.mo" ] || skip "gettext was not there when it was built"
	unset LANGUAGE
}

@test "the Chinese catalogue has all that the program says" {
	complete
	run "$root/po/check"
	echo "$output"
	[ "$status" -ne 77 ] || skip "$output"
	[ "$status" -eq 0 ]
}

@test "messages and help are in Chinese where the locale is, generated or not" {
	LC_ALL=zh_CN.UTF-8 run "$zhengli" run -o "$BATS_TEST_TMPDIR/out" "$in"
	[ "$status" -eq 1 ]
	[[ "$output" == *"bad.docx: not-a-zip: 文件不是 zhengli 能读的任何一种"* || "$output" == *"bad.docx：not-a-zip"* ]]
	[[ "$output" == *"转换 1，失败 1（新 1）"* || "$output" == *"转换 1，失败 1 （新 1）"* ]]
	LC_ALL=zh_CN.UTF-8 run "$zhengli" run --help
	[[ "$output" == 用法：* ]]
	LC_ALL=zh_CN.UTF-8 run "$zhengli" status "$BATS_TEST_TMPDIR/out"
	[[ "$output" == *"份失败"*"转换成 .docx"* ]]
}

@test "a terminal in GB18030 gets GB18030" {
	LC_ALL=zh_CN.GB18030 "$zhengli" frobnicate 2>&1 | iconv -f GB18030 -t UTF-8 | grep -q '没有“frobnicate”这个命令'
	LC_ALL=zh_CN.GB18030 "$zhengli" report --help | iconv -f UTF-8 -t UTF-8 | grep -q 用法
}

@test "OUT is the same in every language" {
	chmod 0 "$in/bad.docx"
	for locale in C.UTF-8 zh_CN.UTF-8 zh_CN.GB18030; do
		LC_ALL=$locale "$zhengli" run -q -o "$BATS_TEST_TMPDIR/$locale" "$in" || [ $? -eq 1 ]
		same "$BATS_TEST_TMPDIR/C.UTF-8/records" "$BATS_TEST_TMPDIR/$locale/records"
		same "$BATS_TEST_TMPDIR/C.UTF-8/failed" "$BATS_TEST_TMPDIR/$locale/failed"
		cmp <(sqlite3 "$BATS_TEST_TMPDIR/C.UTF-8/state.db" "SELECT name, code, words FROM documents") \
			<(sqlite3 "$BATS_TEST_TMPDIR/$locale/state.db" "SELECT name, code, words FROM documents")
	done
	grep -q '<translation language="zh-CN">' "$BATS_TEST_TMPDIR"/C.UTF-8/failed/bad.docx.xml
}

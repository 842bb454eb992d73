# The sidecars of zhengli export: which rows apply, what is refused, what is missing.

setup() {
	load setup
	samples "$work/in"
	rm "$work/in/truncated.docx"
	mkdir -p "$work/in/2021/deep"
	cp "$work/in/inline.docx" "$work/in/2021/a.docx"
	cp "$work/in/tasks.docx" "$work/in/2021/deep/b[1].docx"
	convert -o "$work/out" "$work/in"
}

# metadata FIELD PATH SIDECAR...: the value of a field for a document, by metadata.csv of a bag.
metadata() {
	local field=$1 path=$2 file options=()
	shift 2
	for file in "$@"; do options+=(--sidecar "$file"); done
	rm -rf "$work/bag"
	"$zhengli" export --to bag "${options[@]}" -o "$work/bag" "$work/out" 2>/dev/null
	python3 - "$work/bag/data/metadata/metadata.csv" "objects/$path" "$field" <<-'END'
		import csv, sys
		rows = csv.DictReader(open(sys.argv[1], encoding="utf-8", newline=""))
		print([row[sys.argv[3]] for row in rows if row["filename"] == sys.argv[2]][0])
	END
}

@test "all rows that match apply, later ones win, - empties" {
	cat >"$work/1.csv" <<-'END'
		path,fonds,题名,备注
		**,J1,甲,一
		2021/*,J2,,二
		2021/**,,乙,-
		2021/deep/b\[1\].docx,,丙,
		?nline.docx,J3,,
		[l-m]ists.docx,J4,,
	END
	[ "$(metadata 全宗号 inline.docx "$work/1.csv")" = J3 ]
	[ "$(metadata 全宗号 lists.docx "$work/1.csv")" = J4 ]
	[ "$(metadata 全宗号 survey.docx "$work/1.csv")" = J1 ]
	[ "$(metadata 全宗号 2021/a.docx "$work/1.csv")" = J2 ]
	[ "$(metadata 全宗号 '2021/deep/b[1].docx' "$work/1.csv")" = J1 ]
	[ "$(metadata 题名 '2021/deep/b[1].docx' "$work/1.csv")" = 丙 ]
	[ "$(metadata 题名 2021/a.docx "$work/1.csv")" = 乙 ]
	[ "$(metadata 备注 2021/a.docx "$work/1.csv")" = "" ]
	printf 'path,fonds\n2021/a.docx,J9\n' >"$work/2.csv"
	[ "$(metadata 全宗号 2021/a.docx "$work/1.csv" "$work/2.csv")" = J9 ]
}

@test "what Excel saves: GB18030, a byte order mark, quotes and CR LF" {
	printf 'path,备注\r\n**,"一，""二"",\r\n三"\r\n' >"$work/utf8.csv"
	iconv -f UTF-8 -t GB18030 "$work/utf8.csv" >"$work/gb.csv"
	{ printf '\357\273\277'; cat "$work/utf8.csv"; } >"$work/bom.csv"
	for file in utf8 gb bom; do
		[ "$(metadata 备注 inline.docx "$work/$file.csv")" = "$(printf '一，"二",\r\n三')" ]
	done
	iconv -f UTF-8 -t UTF-16 "$work/utf8.csv" >"$work/utf16.csv"
	"$zhengli" export --to bag --sidecar "$work/utf16.csv" --sidecar-encoding UTF-16 -o "$work/u" "$work/out"
}

# refused TEXT MESSAGE: a sidecar with this text is refused with this message; nothing is written.
refused() {
	printf "$1" >"$work/s.csv"
	run "$zhengli" export --to bag --sidecar "$work/s.csv" -o "$work/no" "$work/out"
	echo "$1: $status: $output"
	[ "$status" -eq 2 ]
	[[ "$output" == *"$2"* ]]
	[ -z "$(ls -d "$work"/no* 2>/dev/null)" ]
}

@test "twenty faulty sidecars, each with its message" {
	refused '' 'there is no header'
	refused 'file,年度\n**,2024\n' 's.csv:1: path: it is to be the first column'
	refused 'path,年\n**,2024\n' 's.csv:1: 年: there is no such field'
	refused 'path,年度,year\n**,2024,2024\n' 's.csv:1: year: the column is there twice'
	refused 'path,年度\n,2024\n' 's.csv:2: path: there is none'
	refused 'path,年度\na,2024\nb,2024\na,2025\n' 's.csv:4: path: the same path is there twice'
	refused 'path,年度\n**,24\n' 's.csv:2: 年度: it is to be a year'
	refused 'path,年度\n**,1899\n' 's.csv:2: 年度: it is to be a year'
	refused 'path,保管期限\n**,20年\n' 's.csv:2: 保管期限: it is to be 永久'
	refused 'path,密级\n**,公開\n' 's.csv:2: 密级: it is to be 公开'
	refused 'path,件号\n**,0\n' 's.csv:2: 件号: it is to be a number from 1'
	refused 'path,件号\n**,十七\n' 's.csv:2: 件号: it is to be a number from 1'
	refused 'path,页数\n**,-3\n' 's.csv:2: 页数: it is to be a number from 1'
	refused 'path,日期\n**,2023-02-29\n' 's.csv:2: 日期: it is to be a date'
	refused 'path,日期\n**,2023年\n' 's.csv:2: 日期: it is to be a date'
	refused 'path,档号\n**,J1/2\n' 's.csv:2: 档号: it cannot be the name of a folder'
	refused 'path,全宗号\n**,..\n' 's.csv:2: 全宗号: it cannot be the name of a folder'
	refused 'path,年度\n**,2024,2025\n' 's.csv:2: path: the row has more cells than the header'
	refused 'path,备注\n**,"open\n' 'a quote that is not closed'
	refused 'path,备注\n**,"a"b\n' 'text behind a closing quote'
	refused 'path,备注\n**,\001\n' 's.csv:2: 备注: it has a character that XML does not allow'
	refused 'path,年度\n**,\377\377\n' 'it is not UTF-8, nor GB18030'
	# All faults are told at once.
	refused 'path,年度,密级\n**,24,x\n' '年度'
	[[ "$output" == *密级* ]]
	run "$zhengli" export --to bag --sidecar "$work/none.csv" -o "$work/no" "$work/out"
	[ "$status" -eq 2 ]
	run "$zhengli" export --to csv --sidecar "$root/tests/export/sidecar.csv" -o "$work/no" "$work/out"
	[ "$status" -eq 2 ]
}

@test "what is missing is told with the rows that applied; filled in, it goes" {
	defaults=(--sidecar "$root/tests/export/sidecar.csv")
	run "$zhengli" export --to eep "${defaults[@]}" -o "$work/eep" "$work/out"
	[ "$status" -eq 1 ]
	[[ "$output" == *'2021/a.docx: 件号 is missing (row 1 "**" applies); nothing was written'* ]]
	[ -z "$(ls -d "$work"/eep* 2>/dev/null)" ]
	printf 'path,件号\ninline.docx,1\nsurvey.docx,2\n' >"$work/some.csv"
	run "$zhengli" export --to eep "${defaults[@]}" --sidecar "$work/some.csv" --skip-incomplete -o "$work/eep" "$work/out"
	[ "$status" -eq 1 ]
	[ "$(ls "$work"/eep/J031*.xml | wc -l)" -ge 1 ]
	jq -e '.complete == false' "$work/eep/manifest.json"
	# The list is a sidecar itself.
	awk -F, -v OFS=, 'NR > 1 { for (i = 2; i <= NF; i++) sub(/\r?$/, "", $i); n = NR + 100 } { sub(/\r$/, "") } NR == 1 { split($0, names, ",") }
		NR > 1 { for (i = 2; i <= NF; i++) $i = names[i] == "件号" ? n : names[i] == "题名" ? "某报告" : names[i] == "责任者" ? "某单位" : names[i] == "日期" ? "20240101" : names[i] == "年度" ? 2024 : $i }
		{ print }' "$work/eep/incomplete.csv" >"$work/filled.csv"
	"$zhengli" export --to eep "${defaults[@]}" --sidecar "$work/some.csv" --sidecar "$work/filled.csv" -o "$work/all" "$work/out"
	[ "$(ls "$work"/all/J031*.xml | wc -l)" -eq 8 ]
	# The template names the same.
	"$zhengli" export --to eep "${defaults[@]}" --sidecar "$work/some.csv" --sidecar-template -o "$work/template.csv" "$work/out"
	cmp "$work/template.csv" "$work/eep/incomplete.csv"
}

@test "a 档号 is used once, and both paths are told" {
	printf 'path,件号,题名,责任者,日期\n**,7,甲,乙,20240101\n' >"$work/same.csv"
	run "$zhengli" export --to catalogue --sidecar "$root/tests/export/sidecar.csv" --sidecar "$work/same.csv" -o "$work/no" "$work/out"
	[ "$status" -eq 1 ]
	[[ "$output" == *"is used twice, here and by 2021/a.docx"* ]]
	[ ! -e "$work/no" ]
}

@test "档号 by another pattern; a row that matches nothing; a dry run" {
	printf 'path,件号,题名,责任者,日期\ninline.docx,7,甲,乙,20240101\nnone.docx,8,甲,乙,20240101\n' >"$work/one.csv"
	options=(--to catalogue --select inline.docx --sidecar "$root/tests/export/sidecar.csv" --sidecar "$work/one.csv")
	run "$zhengli" export "${options[@]}" -n "$work/out"
	[ "$status" -eq 0 ]
	[[ "$output" == *"none.docx matches no document"* ]]
	run "$zhengli" export "${options[@]}" --strict -o "$work/no" "$work/out"
	[ "$status" -eq 2 ]
	[ ! -e "$work/no" ]
	"$zhengli" export "${options[@]}" --code '{全宗号}-{档案门类代码}·{年度}·{保管期限:code}·{机构或问题}-{件号:06}' -o "$work/yes" "$work/out"
	grep -q '^J031-WS·2024·D30·BGS-000007,' "$work/yes/归档文件目录.csv"
	run "$zhengli" export "${options[@]}" --code '{全宗}' -o "$work/no" "$work/out"
	[ "$status" -eq 2 ]
}

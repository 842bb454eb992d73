# bash completion of zhengli(1), made by completions/make.
_zhengli() {
	local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} options=
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "run retry status acknowledge report merge changes export deliver prune show explain rules correct corrections gold review score help --help --version" -- "$word"))
		return
	fi
	case $command in
	run) options='--allow-empty --anyway --changes --corrections --cpu-time -n --dry-run --exclude --fail-fast --files-from --follow -h --help --include -j --jobs --kinds --limit --log --max-failures --memory --metrics --no-progress --normalise -0 --null --one-file-system --only-rules -o --output -q --quiet --recycle --rules --sandbox --settle --shard --timeout --umask --verify --wait' ;;
	retry) options='--changes --code --corrections --cpu-time --fail-fast -h --help -j --jobs --limit --log --max-failures --memory --metrics --no-progress --normalise --only-rules -q --quiet --recycle --rules --sandbox --timeout --umask --wait' ;;
	status) options='--acknowledged --code --double --doubtful --failed --gone -h --help --new -0 --null --passed-over --renamed' ;;
	acknowledge) options='--all --code -h --help --undo' ;;
	report) options='-h --help' ;;
	merge) options='-h --help' ;;
	changes) options='-h --help --limit --since' ;;
	export) options='--batch --check --code --columns --describe -n --dry-run --embed --files -h --help --into --layout --no-bom --object-root --schema --select --sidecar --sidecar-encoding --sidecar-template --since --skip-incomplete --strict --to --wait --without --xslt -o' ;;
	deliver) options='-h --help --keep' ;;
	prune) options='-n --dry-run -h --help' ;;
	show) options='-h --help --only-rules --rules --sandbox' ;;
	explain) options='-h --help --only-rules --rules --sandbox' ;;
	rules) options='-h --help' ;;
	correct) options='--by --checked --corrections -n --dry-run --from -h --help --import' ;;
	corrections) options='--corrections -h --help' ;;
	gold) options='-h --help' ;;
	review) options='--all --by --corrections -h --help --idle --lang --normalise --only-rules --open -o --output --port --rules --sample --select --serve --since --without --worst --yes' ;;
	score) options='-h --help --json --list --min' ;;
	help) options='run retry status acknowledge report merge changes export deliver prune show explain rules correct corrections gold review score' ;;
	esac
	if [[ $word == -* || $command == help ]]; then
		COMPREPLY=($(compgen -W "$options" -- "$word"))
	else
		compopt -o filenames 2>/dev/null
		COMPREPLY=($(compgen -f -- "$word"))
	fi
}
complete -F _zhengli zhengli

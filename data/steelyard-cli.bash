# bash completion for steelyard-cli                          -*- shell-script -*-
# SPDX-License-Identifier: GPL-3.0-or-later

_steelyard_cli ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]} first=2 options=
  local common='--format --progress --help'
  local run='--as-of --model --version'

  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'new import info model score explain changes backtest drift migration grid ready stages fairness segment types clean identity account treatment consent forget export chart report check --help --version' -- "$cur"))
    return
  fi
  case $command in
    model | segment | types | clean | identity | account | treatment | consent)
      if ((COMP_CWORD == 2)); then
        case $command in
          model) COMPREPLY=($(compgen -W 'new set show list diff publish spec suggest half-life review freeze --help' -- "$cur")) ;;
          segment) COMPREPLY=($(compgen -W 'set show list count conflicts --help' -- "$cur")) ;;
          account) COMPREPLY=($(compgen -W 'list score compare backtest grid migration ready --help' -- "$cur")) ;;
          treatment) COMPREPLY=($(compgen -W 'list --help' -- "$cur")) ;;
          consent) COMPREPLY=($(compgen -W 'set show --help' -- "$cur")) ;;
          types) COMPREPLY=($(compgen -W 'list set alias mute gaps --help' -- "$cur")) ;;
          clean) COMPREPLY=($(compgen -W 'preview apply list undo --help' -- "$cur")) ;;
          identity) COMPREPLY=($(compgen -W 'report candidates rule --help' -- "$cur")) ;;
        esac
        return
      fi
      command+=" ${COMP_WORDS[2]}"
      first=3
      ;;
  esac

  case $prev in
    --format)
      COMPREPLY=($(compgen -W 'table csv json' -- "$cur"))
      return
      ;;
    --progress)
      COMPREPLY=($(compgen -W 'auto none json' -- "$cur"))
      return
      ;;
    --kind)
      COMPREPLY=($(compgen -W 'events attributes outcomes links accounts treatments' -- "$cur"))
      return
      ;;
    --time-format)
      COMPREPLY=($(compgen -W 'auto iso dmy mdy ymd unix unix-ms' -- "$cur"))
      return
      ;;
    --file | --output)
      COMPREPLY=($(compgen -f -- "$cur"))
      return
      ;;
  esac

  if [[ $cur == -* ]]; then
    case $command in
      new) options='--timezone' ;;
      import) options='--kind --map --type --property --ignore --time-format --encoding --delimiter --decimal --earliest --latest --missing --no-header --guess --dry-run --save-rejected --max-rejected' ;;
      'model set') options='--file --model' ;;
      'model show') options='--model --version' ;;
      'model diff') options='--model' ;;
      'model publish') options='--reason --author --as-of --model' ;;
      'model spec') options='--output --model --version' ;;
      'model suggest') options='--as-of --monthly --weekly --model --level --accept --accept-all' ;;
      'model review') options='--as-of --level --model --version' ;;
      'model new') options='--template --name --as-of' ;;
      'model freeze') options='--p95 --season --codes --remove --as-of --model' ;;
      'model half-life') options='--rule --as-of --monthly --weekly --from --to --model' ;;
      score) options="$run --columns --exact-text" ;;
      explain) options="$run --person --since --from-version --from-unlinked --events --history --reasons --within --reach --band --type --max-events" ;;
      changes) options='--rose --fell --within --daily --model --version' ;;
      backtest) options="$run --monthly --weekly --compare" ;;
      drift) options='--reference --current --model --version' ;;
      migration) options='--reference --current --model --version' ;;
      grid) options='--rows --columns --as-of' ;;
      ready) options='--enter --leave --fit --fit-band --weeks --capacity --steps --as-of --model --version' ;;
      fairness) options='--by --from-band --to-band --check --as-of --model --version' ;;
      stages) options='--people --new --lapsing --dormant --trend-days --drop --as-of --model --version' ;;
      'segment set') options='--band --min --max --model --priority --unless-event --within --unless-below --low-days --after --wait --without --file' ;;
      'segment count') options=$run ;;
      'segment conflicts') options='--as-of --model' ;;
      'account list') options='--account' ;;
      'account score') options='--by --role --other-role --band --where --as-of --model --version' ;;
      'account compare') options='--as-of --monthly --weekly --by --role --other-role --model --version' ;;
      'account backtest') options='--as-of --monthly --weekly --by --role --other-role --model --version' ;;
      'account grid') options='--rows --columns --by --role --other-role --as-of' ;;
      'account migration') options='--reference --current --model --version --by --role --other-role' ;;
      'account ready') options='--enter --leave --fit --fit-band --weeks --capacity --steps --as-of --model --version --by --role --other-role' ;;
      'consent set') options='--attribute --refusal --none' ;;
      forget) options='--person --yes' ;;
      'identity rule') options='--max-people' ;;
      'types list') options='--unmapped' ;;
      'types set') options='--category --polarity --channel --owner --meaning --cadence' ;;
      'types alias') options='--to --remove' ;;
      'types mute') options='--off --preview --as-of --model --version' ;;
      'types gaps') options='--as-of --below --expected' ;;
      'clean preview') options='--kind --type --after --property --within --at-least --more-than --pattern --from --to --outside --file --as-of --model --version' ;;
      'clean apply') options='--kind --type --after --property --within --at-least --more-than --pattern --from --to --outside --file --as-of --model --version' ;;
      export) options="$run --segment --band --min --max --all --output --columns --reasons --exact-text --bom --semicolon" ;;
      chart) options="$run --output --reference --compare --width --height --dark" ;;
      report) options="$run --output --reference --compare" ;;
    esac
    COMPREPLY=($(compgen -W "$options $common" -- "$cur"))
  elif [[ $command == chart ]] && ((COMP_CWORD == first + 1)); then
    COMPREPLY=($(compgen -W 'distribution bands roc gain lift reliability precision auc drift shares psi points-shift migration' -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}

complete -o filenames -F _steelyard_cli steelyard-cli

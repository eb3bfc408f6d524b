import { type Status, statuses, statusWords } from '../../api/vocabulary';
import { StatusIcon, StatusText } from '../StatusText';
import { ChoiceMenu } from './ChoiceMenu';

type Props = {
  value: Status;
  opened: boolean;
  onOpenedChange: (opened: boolean) => void;
  onChoose: (value: Status) => void;
};

const choices = statuses.map((value) => ({ value, words: statusWords[value], icon: <StatusIcon status={value} /> }));

export function StatusMenu(props: Props) {
  return (
    <ChoiceMenu label="Status" choices={choices} {...props}>
      <StatusText status={props.value} />
    </ChoiceMenu>
  );
}

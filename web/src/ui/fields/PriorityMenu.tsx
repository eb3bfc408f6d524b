import { type Priority, priorities, priorityWords } from '../../api/vocabulary';
import { PriorityIcon, PriorityText } from '../PriorityText';
import { ChoiceMenu } from './ChoiceMenu';

type Props = {
  value: Priority;
  opened: boolean;
  onOpenedChange: (opened: boolean) => void;
  onChoose: (value: Priority) => void;
};

const choices = priorities.map((value, index) => ({
  value,
  words: priorityWords[value],
  icon: <PriorityIcon priority={value} />,
  keys: String(index + 1),
}));

export function PriorityMenu(props: Props) {
  return (
    <ChoiceMenu label="Priority" choices={choices} {...props}>
      <PriorityText priority={props.value} />
    </ChoiceMenu>
  );
}

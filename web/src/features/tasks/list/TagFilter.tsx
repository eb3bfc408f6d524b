import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tagsQuery } from '../../../api/queries/tags';
import { CheckboxFilter, CheckboxGroup } from './CheckboxFilter';

type Props = { chosen: readonly string[]; onChange: (tags: string[]) => void; inline?: boolean };

const shown = 200;

/** The tags with most tasks first; beyond 200 a field finds the others. */
export function TagFilter({ chosen, onChange, inline = false }: Props) {
  const [opened, setOpened] = useState(inline);
  const { data: tags = [], isSuccess } = useQuery({ ...tagsQuery, enabled: opened });
  const [find, setFind] = useState('');
  // A chosen tag stays visible when no task has it any more.
  const known = [
    ...chosen.filter((name) => !tags.some((tag) => tag.name === name)).map((name) => ({ name, task_count: 0 })),
    ...tags,
  ];
  const wanted = find.trim().toLowerCase();
  const found = wanted === '' ? known : known.filter(({ name }) => name.includes(wanted));
  const options = found
    .slice(0, shown)
    .map(({ name, task_count }) => ({ value: name, label: name, ...(isSuccess && { hint: String(task_count) }) }));
  const Filter = inline ? CheckboxGroup : CheckboxFilter;
  return (
    <Filter label="Tags" options={options} chosen={chosen} onChange={onChange} onOpen={() => setOpened(true)}>
      {known.length > shown && (
        <TextInput
          aria-label="Find a tag"
          placeholder="Find a tag"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      {isSuccess && known.length === 0 && <p>No tags yet</p>}
    </Filter>
  );
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { createView, updateView, viewsQuery } from '../../api/queries/views';
import { hasFilters, type ListAddress } from '../../app/address/listAddress';
import { type Place, viewAddress, viewQuery } from '../../app/address/viewAddress';
import { useCommands } from '../../app/commands';
import { lazyDialog } from '../../ui/lazyDialog';
import { tell, tellFailure } from '../../ui/toasts';

const ViewDialog = lazyDialog(async () => (await import('./ViewDialog')).ViewDialog);

type Props = { place: Place; address: ListAddress };

/** Saves what is shown as a view. After a view was opened and its filters changed, it can be updated too. */
export function SaveView({ place, address }: Props) {
  const { search } = useLocation();
  const [asking, setAsking] = useState(false);
  const { data: views = [] } = useQuery(viewsQuery);
  const query = viewQuery(place, address, search);
  const shown = views.find((view) => viewAddress(view.query) === viewAddress(query));
  // The view whose filters were changed: the one that was shown last on this page.
  const [lastId, setLastId] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (shown) setLastId(shown.id);
  }, [shown]);
  const changed = shown ? undefined : views.find(({ id }) => id === lastId);

  const update = async () => {
    if (!changed) return;
    try {
      await updateView(changed.id, { query });
      tell(`View “${changed.name}” updated`);
    } catch (error) {
      tellFailure(error, 'The view was not updated');
    }
  };
  useCommands([{ id: 'view.save', label: 'Save view…', words: 'filter bookmark', run: () => setAsking(true) }]);

  return (
    <>
      {changed && (
        <Button variant="light" onClick={() => void update()}>
          Update view
        </Button>
      )}
      {(hasFilters(address) || place !== 'list' || address.sort !== 'created_at:desc') && !shown && (
        <Button variant="subtle" leftSection={<Bookmark size={16} aria-hidden />} onClick={() => setAsking(true)}>
          Save view
        </Button>
      )}
      {asking && (
        <ViewDialog
          title="Save view"
          name=""
          onClose={() => setAsking(false)}
          onSave={async (name) => {
            await createView(name, query);
            tell('View saved');
          }}
        />
      )}
    </>
  );
}

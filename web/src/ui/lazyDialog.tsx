import { type ComponentType, lazy, Suspense, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { tellFailure } from './toasts';

type Closable = { onClose: () => void };

/** A dialog whose code is loaded when it is first opened. It is on the page only while it is open. */
export function lazyDialog<Props extends Closable>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const file = async () => {
    try {
      loaded = await load();
      return { default: loaded };
    } catch {
      return { default: NotLoaded };
    }
  };
  return function LazyDialog(props: Props) {
    useFocusBack();
    // A file that could not be loaded is asked for again with the next opening.
    const [Dialog] = useState(() => loaded ?? (lazy(file) as unknown as ComponentType<Props>));
    return (
      // Keys pressed while it loads are meant for it: a dialog on the page keeps them from the rows behind.
      <Suspense fallback={<div role="dialog" hidden />}>
        <Dialog {...props} />
      </Suspense>
    );
  };
}

/** Stands in the place of a dialog that could not be loaded: says so and closes it. */
function NotLoaded({ onClose }: Closable) {
  const close = useEffectEvent(() => {
    tellFailure(null, 'The dialog was not loaded');
    onClose();
  });
  useEffect(() => close(), []);
  return null;
}

/** A dialog that is opened while it is being loaded does not know where the focus was. */
function useFocusBack(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, []);
}

import { type ComponentType, lazy, Suspense, useLayoutEffect } from 'react';

/** A dialog whose code is loaded when it is first opened. It is on the page only while it is open. */
export function lazyDialog<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Dialog = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return function LazyDialog(props: Props) {
    useFocusBack();
    return (
      // Keys pressed while it loads are meant for it: a dialog on the page keeps them from the rows behind.
      <Suspense fallback={<div role="dialog" hidden />}>
        <Dialog {...props} />
      </Suspense>
    );
  };
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

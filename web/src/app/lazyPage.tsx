import { type ComponentType, lazy, useState } from 'react';

/** A page from a file of its own. */
export type LazyPage<Props extends object> = ComponentType<Props> & {
  /** Asks for the file, until it is there. */
  load: () => Promise<PageFile<Props>>;
};

type PageFile<Props> = {
  default: ComponentType<Props>;
  /** Asks the API for what the page shows with these parameters of the address, before the page is rendered. */
  ask?: (search: string) => Promise<unknown>;
};

/**
 * A page whose file is loaded when it is shown first, or before. A page that is there is rendered at once: React would hold it back for
 * 300 ms after it showed the place of another one that was still being loaded.
 */
export function lazyPage<Props extends object>(file: () => Promise<PageFile<Props>>): LazyPage<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<PageFile<Props>> | undefined;
  const load = () => {
    loading ??= file().then(
      (module) => {
        loaded = module.default;
        return module;
      },
      (error) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  const Late = lazy(load) as unknown as ComponentType<Props>;
  function Page(props: Props) {
    // The same one for as long as it is shown: the other would be another page.
    const [Shown] = useState(() => loaded ?? Late);
    return <Shown {...props} />;
  }
  return Object.assign(Page, { load });
}

import { useEffect } from 'react';
import { keepCache } from '../../features/offline/cacheOnDevice';
import { OfflineBar } from '../../features/offline/OfflineBar';
import { registerWorker } from '../../features/offline/registerWorker';
import { QuickAddSheet } from '../../features/quick-add/QuickAddSheet';
import { Minute } from '../../ui/Minute';
import { useWidth } from '../../ui/useWidth';
import { startLive } from '../live/live';
import { Pages } from '../Pages';
import { BottomBar } from './BottomBar';
import classes from './Frame.module.css';
import { Overlays } from './Overlays';
import { Rail } from './Rail';
import { TopBar } from './TopBar';

/** What stands around every page: the three places, the account, and the page itself. */
export default function Frame() {
  const width = useWidth();
  useEffect(startLive, []);
  useEffect(keepCache, []);
  useEffect(registerWorker, []);
  return (
    <div className={classes.frame} data-width={width}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <Overlays />
      <QuickAddSheet />
      {width === 'desktop' ? <Rail /> : <TopBar width={width} />}
      <main id="main" tabIndex={-1} className={classes.main}>
        <OfflineBar />
        <div className={classes.content}>
          <Minute>
            <Pages />
          </Minute>
        </div>
      </main>
      {width === 'phone' && <BottomBar />}
    </div>
  );
}

import { render } from 'preact';
import { App } from './app.tsx';
import '../../src/http/home/common.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/notices.css';
import './styles/home.css';
import './styles/request.css';

render(<App />, document.getElementById('app') as HTMLElement);

// Without a worker there are no notifications and no codes while offline; the rest works.
navigator.serviceWorker?.register('worker.js', { scope: './' }).catch(() => {});

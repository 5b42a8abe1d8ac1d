import { useEffect, useRef, useState } from 'preact/hooks';
import { baseOf, readActivation } from '../core/activation.ts';
import { elsewhere } from '../core/elsewhere.ts';
import { cameraProblem, scan } from '../scan/camera.ts';
import { go, join } from '../state/place.ts';
import { Notice } from '../ui/Notice.tsx';
import { Screen } from '../ui/Screen.tsx';

/** Looks for a QR code through the camera until there is one that adds an account. */
export function ScanScreen() {
  const video = useRef<HTMLVideoElement>(null);
  const [hint, setHint] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const stopping = new AbortController();
    const found = (text: string): void => {
      const activation = readActivation(text);
      if (!activation) setHint('This QR code does not add an account here.');
      else if (activation.base !== baseOf(location)) setHint(elsewhere(activation, baseOf(location)));
      else join(activation);
    };
    scan(video.current as HTMLVideoElement, found, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) setProblem(cameraProblem(error));
    });
    return () => stopping.abort();
  }, []);
  return (
    <Screen title="Scan the QR code" back={() => go('add')}>
      {problem === '' ? (
        <div class="camera">
          <video ref={video} playsInline muted aria-label="What the camera sees" />
        </div>
      ) : (
        <Notice icon="alert" tone="alert">
          <p>{problem}</p>
        </Notice>
      )}
      <p class="lead" role="status">
        {hint || (problem === '' && 'Hold the code into the frame.')}
      </p>
      <button type="button" class="secondary wide" onClick={() => go('add')}>
        Paste the link instead
      </button>
    </Screen>
  );
}

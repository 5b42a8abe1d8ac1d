import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

interface NoticeProps {
  readonly icon: IconName;
  readonly tone?: 'calm' | 'alert';
  readonly children: ComponentChildren;
}

/** Something to know, beside what one came for. `alert` is read out at once. */
export const Notice = ({ icon, tone = 'calm', children }: NoticeProps) => (
  <div class={`notice ${tone}`} role={tone === 'alert' ? 'alert' : 'status'}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);

import { Bell, BellRing } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Run } from '../../api.ts';
import { changeKept, useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { goesOn, hasFailed, titleOf } from './run-facts.ts';

const canNotify = typeof Notification !== 'undefined';
const mark = /^(\(\d+\/\d+\)|✓) /;

/** The tab's title counts while runs go on; who looks elsewhere is told of the end. */
export function EndNotice({ runs }: { readonly runs: readonly Run[] }) {
  const messages = useStageMessages();
  const { stage } = messages;
  const wanted = useKept(({ notify }) => notify);
  const open = runs.filter(goesOn).length;
  const count = runs.length;
  const failed = runs.filter(hasFailed).length;
  useEffect(() => {
    if (open === 0) return;
    document.title = `(${count - open}/${count}) ${document.title.replace(mark, '')}`;
    return () => {
      document.title = document.title.replace(mark, '');
    };
  }, [open, count]);

  const first = runs[0];
  const watched = useRef<string>(undefined);
  useEffect(() => {
    if (open > 0) watched.current = first?.comparison;
    if (open > 0 || first === undefined || watched.current !== first.comparison) return;
    watched.current = undefined;
    if (document.hasFocus()) return;
    document.title = `✓ ${document.title.replace(mark, '')}`;
    const seen = () => {
      document.title = document.title.replace(mark, '');
    };
    addEventListener('focus', seen, { once: true });
    if (!wanted || !canNotify || Notification.permission !== 'granted') return;
    const notice = new Notification(stage.endTitle(count - failed, count), {
      body: titleOf(first, messages),
      tag: first.comparison,
    });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
  }, [open, first?.comparison]);

  if (!canNotify || open === 0 || Notification.permission === 'denied') return null;
  // A browser asks for this once, so it is asked only by a click.
  const choose = async () => {
    const answer = wanted ? 'denied' : await Notification.requestPermission();
    changeKept(() => ({ notify: answer === 'granted' }));
  };
  const isOn = wanted && Notification.permission === 'granted';
  return (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      data-small
      aria-pressed={isOn}
      title={stage.notifyHint}
      onClick={() => void choose()}
    >
      {isOn ? <BellRing size={16} aria-hidden /> : <Bell size={16} aria-hidden />}
      {stage.notify}
    </button>
  );
}

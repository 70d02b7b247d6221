import { ElMessage } from 'element-plus';
import 'element-plus/es/components/message/style/css';
import { asProblem } from '../app/problem';
import { useAnnounce } from './useAnnounce';

/** A short word on what has just happened; problems of a form belong to its ErrorSummary instead. */
export function useNotify() {
  const { announce } = useAnnounce();
  function fail(text: string): void {
    ElMessage({ type: 'error', message: text, duration: 10_000, showClose: true });
    announce(text);
  }
  return {
    success(text: string): void {
      ElMessage({ type: 'success', message: text, duration: 4000, showClose: true });
      announce(text);
    },
    problem(error: unknown): void {
      const { detail, requestId } = asProblem(error);
      fail(requestId ? `${detail}（${requestId}）` : detail);
    },
    /** Why it isn't done, in words that stand already: what is still missing, or what the server said of one of many. */
    refusal: fail,
  };
}

export const LONG_JOB_ERRORS = {
  'long-job.too-many': {
    kind: 'conflict',
    zh: '您已有 {max} 个任务正在进行，请等其中一个完成或取消后再试',
    en: 'You already have {max} tasks under way; wait for one or cancel it',
  },
  'long-job.no-file': {
    kind: 'not-found',
    zh: '没有可下载的文件，可能已过期删除，请重新生成',
    en: 'There is no file; it may have expired. Please make it again',
  },
} as const;

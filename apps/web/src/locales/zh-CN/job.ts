/** Long work in the tray (任务中心); a kind of `LONG_JOB_KINDS` is named here, its phases and figures too. */
export const jobs = {
  title: '任务中心',
  buttonOpen: '任务中心，{count} 个进行中',
  empty: '还没有任务',
  emptyHint: '导出、打包等用时较长的操作会在这里显示进度，可以离开页面，完成后再来下载。',
  waiting: '等待开始',
  download: '下载',
  ended: '{name}已完成',
  failed: '{name}未成功：{detail}',
  kind: {
    appointment: { forms: '预约单打印' },
    certificate: { zip: '证书打包下载' },
    audit: { export: '操作日志导出' },
  },
  phase: { READ: '正在读取', PACK: '正在打包', EXPORT: '正在导出' },
  count: { files: '{count} 个文件', missing: '{count} 份没有文件' },
};

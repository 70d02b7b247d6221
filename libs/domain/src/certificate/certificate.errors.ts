export const CERTIFICATE_ERRORS = {
  'certificate.reason-required': {
    kind: 'invalid',
    zh: '请写明作废或更正的原因',
    en: 'Give the reason for revoking or correcting',
  },
  'certificate.file-not-ready': {
    kind: 'conflict',
    zh: '证书文件正在生成，请稍候',
    en: 'The file is being made; try again shortly',
  },
  'certificate.not-a-draft': {
    kind: 'conflict',
    zh: '证书已签发，不能再更换文件；文件有误请更正证书',
    en: 'The certificate has been issued; its file stays. Correct the certificate instead',
  },
  'certificate.not-issued': {
    kind: 'conflict',
    zh: '证书尚未签发',
    en: 'The certificate has not been issued',
  },
  'certificate.too-many-to-zip': {
    kind: 'invalid',
    zh: '一次最多打包 {max} 份，请缩小筛选范围',
    en: 'At most {max} at a time; narrow the filter',
  },
  'certificate.none-to-zip': {
    kind: 'conflict',
    zh: '所选范围内没有可下载的证书',
    en: 'There is no certificate to download among these',
  },
} as const;

import type { Language } from '../platform/errors.js';

export const ERASURE_SCOPES = ['ACCOUNT', 'ENTERPRISE'] as const;
export type ErasureScope = (typeof ERASURE_SCOPES)[number];

type Text = Readonly<Record<Language, string>>;
interface Kept {
  readonly what: Text;
  readonly why: Text;
}

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

const LOG: Kept = {
  what: text('操作日志中的记录', 'Entries of the audit log'),
  why: text('日志须完整、可核验', 'the log must be complete and verifiable'),
};

/** What being forgotten erases, and what stays and why: the answer to whoever asks (`domain.md` section 10, docs/privacy.md). */
export const ERASURE_TERMS: Readonly<
  Record<ErasureScope, { erased: readonly Text[]; kept: readonly Kept[] }>
> = {
  ACCOUNT: {
    erased: [
      text('姓名、登录名、手机、邮箱和密码', 'Name, log-in name, mobile, e-mail and password'),
      text('动态验证码、微信绑定、登录设备与会话', 'Second factor, WeChat binding, devices and sessions'),
      text('验证码、个人消息、个人视图和导出的文件', 'Codes, personal messages, views and requested files'),
      text('尚未通过的注册申请及其材料', 'A registration that was not approved, with its papers'),
    ],
    kept: [
      LOG,
      {
        what: text('检定记录、证书和办件上的签名', 'Signatures on records, certificates and cases'),
        why: text('计量法律法规要求留存', 'metrology law requires them to be kept'),
      },
    ],
  },
  ENTERPRISE: {
    erased: [
      text('本企业全部账号', 'All accounts of the enterprise'),
      text(
        '法定代表人、联系人、手机、邮箱和身份证号',
        'Legal representative, contacts, mobile, e-mail and ID numbers',
      ),
      text(
        '注册和资料变更的申请内容与材料',
        'What registration and changes of data contained, with their papers',
      ),
      text('邀请、导入的表格、消息', 'Invitations, imported workbooks, messages'),
      text('从未备案的器具', 'Instruments that were never filed'),
    ],
    kept: [
      {
        what: text('企业名称（含曾用名）和统一社会信用代码', 'Its name, former names and credit code'),
        why: text('已出具的单据以此指明主体', 'issued papers name it by them'),
      },
      {
        what: text('备案、约检、检定记录和证书', 'Filings, bookings, verification records and certificates'),
        why: text('证明器具依法检定和使用', 'they prove that instruments were lawfully verified and used'),
      },
      LOG,
    ],
  },
};

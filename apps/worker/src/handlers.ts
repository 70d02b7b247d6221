import type { HandlerMap } from '@quanheng/queues';
import { cleanUpAccounts } from './account/clean-up-accounts.handler.js';
import { purgePapers } from './account/purge-papers.handler.js';
import { expireDrafts } from './account/expire-drafts.handler.js';
import { sendContactCode } from './account/send-contact-code.handler.js';
import { closeDay } from './appointment/close-day.handler.js';
import { expireHolds } from './appointment/expire-holds.handler.js';
import { reoffer } from './appointment/reoffer.handler.js';
import { renderForm } from './appointment/render-form.handler.js';
import { checkAudit, checkAuditDaily } from './audit/check-audit.handler.js';
import { renderCertificate } from './certificate/render-certificate.handler.js';
import { lapseFilings } from './filing/lapse-filings.handler.js';
import { commitImport } from './instrument/commit-import.handler.js';
import { expireImports } from './instrument/expire-imports.handler.js';
import { parseImport } from './instrument/parse-import.handler.js';
import { validateImport } from './instrument/validate-import.handler.js';
import { runLongJob } from './long-job/run-long-job.handler.js';
import { LONG_JOB_RUNNERS } from './long-jobs.js';
import { deliverNotification } from './notification/deliver-notification.handler.js';
import { sendReminders } from './notification/send-reminders.handler.js';
import { sendInvitation } from './people/send-invitation.handler.js';
import { eraseDue } from './privacy/erase-due.handler.js';
import type { WorkerServices } from './services.js';
import { renderReceipt } from './verification/render-receipt.handler.js';

/** Every job has its handler here; a missing one doesn't compile. */
export function createHandlers(services: WorkerServices): HandlerMap {
  return {
    'import.parse': parseImport(services),
    'import.validate': validateImport(services),
    'import.commit': commitImport(services),
    'import.expire': expireImports(services),
    'certificate.render': renderCertificate(services),
    'receipt.render': renderReceipt(services),
    'appointment.render-form': renderForm(services),
    'notification.deliver': deliverNotification(services),
    'reminder.scan': sendReminders(services),
    'appointment.expire-holds': expireHolds(services),
    'appointment.close-day': closeDay(services),
    'appointment.reoffer': reoffer(services),
    'filing.lapse': lapseFilings(services),
    'attachment.purge': purgePapers(services),
    'audit.check': checkAudit(services),
    'audit.check-daily': checkAuditDaily(services),
    'privacy.erase': eraseDue(services),
    'long-job.run': runLongJob(services, LONG_JOB_RUNNERS),
    'account.expire-drafts': expireDrafts(services),
    'account.send-contact-code': sendContactCode(services),
    'account.clean-up': cleanUpAccounts(services),
    'account.send-invitation': sendInvitation(services),
  };
}

import { audit } from './audit';
import { basis } from './basis';
import { certificate } from './certificate';
import { imports } from './import';
import { instrument } from './instrument';
import { appointment } from './appointment';
import { counter } from './counter';
import { filing } from './filing';
import { demoCodes } from './demoCodes';
import { guide } from './guide';
import { home } from './home';
import { institution } from './institution';
import { people } from './people';
import { referenceTable } from './referenceTable';
import { platform } from './platform';
import { ledger } from './ledger';
import { jobs } from './job';
import { reports } from './reports';
import { security } from './security';
import { settings } from './settings';
import { notification } from './notification';
import { onSite } from './onSite';
import { photo } from './photo';
import { profileChange } from './profileChange';
import { privacy } from './privacy';
import { registration } from './registration';
import { stockTake } from './stockTake';
import { status } from './status';
import { verification } from './verification';
import { verify } from './verify';
import { walkIn } from './walkIn';

/** One file a feature: add it here and, with the same keys, in ../en/index.ts. */
export const messages = {
  audit,
  basis,
  demoCodes,
  guide,
  home,
  institution,
  people,
  platform,
  referenceTable,
  appointment,
  filing,
  certificate,
  counter,
  imports,
  instrument,
  ledger,
  jobs,
  reports,
  security,
  settings,
  notification,
  onSite,
  photo,
  profileChange,
  privacy,
  registration,
  stockTake,
  status,
  verification,
  verify,
  walkIn,
};

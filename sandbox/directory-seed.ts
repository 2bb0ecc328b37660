import { completePerson, type NewPerson, type Person } from '#sandbox/directory/person.ts'

/** The tenant that every sandbox starts with. */
export const TENANT_NAME = 'Contoso'
export const TENANT_DOMAIN = 'contoso.example'

/** The people of Contoso. Their object ids never change: documentation, tests and mappings name them. */
export const SEED_PEOPLE: readonly Person[] = [
  seed(1, 'Megan Bowen', 'megan.bowen', {
    mobilePhone: '+1 425 555 0101',
    jobTitle: 'Compliance manager',
    appRoles: ['DataConnector.Admin'],
  }),
  seed(2, 'Alex Wilber', 'alex.wilber', {
    mobilePhone: '+1 425 555 0102',
    jobTitle: 'Auditor',
    appRoles: ['DataConnector.Reader'],
  }),
  seed(3, 'Lidia Holloway', 'lidia.holloway', {
    mobilePhone: '+1 425 555 0103',
    jobTitle: 'Product manager',
  }),
  seed(4, '陈静 Chen Jing', 'chen.jing', { mobilePhone: '+86 138 0013 8001', jobTitle: '客户经理' }),
  seed(5, '王磊 Wang Lei', 'wang.lei', { mobilePhone: '+86 138 0013 8002', jobTitle: '交易员' }),
  seed(6, 'Adele Vance', 'adele.vance', {
    mobilePhone: '+44 20 7946 0106',
    jobTitle: 'Relationship manager',
  }),
  seed(7, 'Diego Siciliani', 'diego.siciliani', { mobilePhone: '+1 425 555 0107', jobTitle: 'Trader' }),
  seed(8, '刘洋 Liu Yang', 'liu.yang', {
    mobilePhone: '+86 138 0013 8003',
    jobTitle: '研究主管',
    proxyAddresses: [
      'SMTP:liu.yang@contoso.example',
      'smtp:yang.liu@contoso.example',
      'smtp:leo.liu@contoso-china.example',
      'x500:/o=Contoso/ou=Exchange/cn=Recipients/cn=liuyang',
    ],
  }),
  seed(9, '赵敏 Zhao Min', 'zhao.min', { mobilePhone: '+86 138 0013 8004', jobTitle: '客户经理' }),
  seed(10, 'Grady Archie', 'grady.archie', { mobilePhone: '+1 425 555 0110', jobTitle: 'Designer' }),
  seed(11, 'Isaiah Langer', 'isaiah.langer', {
    mobilePhone: '+1 425 555 0111',
    jobTitle: 'Sales representative',
  }),
  seed(12, '孙悦 Sun Yue', 'sun.yue', { mobilePhone: '+86 138 0013 8005', jobTitle: '运营' }),
  seed(13, 'Miriam Graham', 'miriam.graham', {
    mobilePhone: '+1 425 555 0113',
    jobTitle: 'Contractor',
    hasMailbox: false,
  }),
  seed(14, 'Johanna Lorenz', 'johanna.lorenz', {
    mobilePhone: '+49 30 901820 14',
    jobTitle: 'Left in October',
    accountEnabled: false,
  }),
  seed(15, '李娜 Li Na (Fabrikam)', 'li.na_fabrikam.example#EXT#', {
    mail: 'li.na@fabrikam.example',
    userType: 'Guest',
    hasMailbox: false,
    otherMails: ['li.na@fabrikam.example'],
  }),
  // A shared mailbox is an account that nobody signs in to.
  seed(16, 'Trading Desk', 'trading.desk', { mobilePhone: '+44 20 7946 0116', accountEnabled: false }),
  seed(17, 'Pradeep Gupta', 'pradeep.gupta', {
    mobilePhone: '+91 22 5550 0117',
    jobTitle: 'Not yet migrated from the local Exchange server',
    hasMailbox: false,
    mailboxState: 'onPremises',
  }),
  seed(18, 'Enrico Cattaneo', 'enrico.cattaneo', {
    mobilePhone: '+39 02 5550 0118',
    accountEnabled: false,
    hasMailbox: false,
    mailboxState: 'inactive',
  }),
  seed(19, 'Nestor Wilke', 'nestor.wilke', {
    mobilePhone: '+1 425 555 0119',
    accountEnabled: false,
    hasMailbox: false,
    mailboxState: 'softDeleted',
  }),
  // Two people of one name, who share nothing else: whoever goes by names writes into the wrong mailbox.
  seed(20, '王芳 Wang Fang', 'wang.fang', { mobilePhone: '+86 138 0013 8020', jobTitle: '交易员' }),
  seed(21, '王芳 Wang Fang', 'fang.wang', { mobilePhone: '+86 138 0013 8021', jobTitle: '法务' }),
]

function seed(number: number, displayName: string, alias: string, more: Partial<NewPerson>): Person {
  const names = displayName
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .split(' ')
  return completePerson(
    {
      displayName,
      givenName: names[0] ?? null,
      surname: names[1] ?? null,
      userPrincipalName: `${alias}@${TENANT_DOMAIN}`,
      ...more,
    },
    `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  )
}

// A certified OpenID provider as a real process: node provider.mjs <port> <redirect uri>
//
// Whoever types a name logs in as that name; the claims are those of PEOPLE. It asks for PKCE with
// S256, signs with RS256, and shows its own login and consent pages.
import { Provider } from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const PEOPLE = {
  noor: { email: 'noor@veldhage.nl', email_verified: true, name: 'Noor Haverkamp' },
  capitals: { email: 'Noor@Veldhage.NL', email_verified: true, name: 'Noor Haverkamp' },
  onbekend: { email: 'onbekend@elders.nl', email_verified: true, name: 'Onno Bekend' },
  onbevestigd: { email: 'noor@veldhage.nl', email_verified: false, name: 'Noor Haverkamp' },
  tekst: { email: 'noor@veldhage.nl', email_verified: 'false', name: 'Noor Haverkamp' },
  zonder: { name: 'Zonder Adres' },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'netwerk',
    client_secret: 'een-geheim-voor-de-test',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('UP'));

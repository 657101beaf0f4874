/**
 * The bill of materials (CycloneDX 1.6, JSON) of an archive: every package that is in it, as a folder or bundled into the program. Without a
 * serial number and a time, which the format leaves free, so that the same archive has the same bill.
 */
import { packageName } from './installedPackages.mjs';

/**
 * @param packages places of packages that the program is made of
 * @param apart those of them that lie in the archive as folders
 */
export function billOfMaterials({ name, version, license }, lock, packages, apart) {
  const root = `pkg:npm/${name}@${version}`;
  const components = packages.map((place) => componentOf(place, lock.packages[place], apart.includes(place)));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name,
        version,
        purl: root,
        licenses: licensesOf(license),
      },
    },
    components,
    dependencies: [
      { ref: root, dependsOn: components.map((one) => one['bom-ref']) },
      ...components.map((one) => ({ ref: one['bom-ref'] })),
    ],
  };
}

function componentOf(place, { version, integrity, license, resolved }, isFolder) {
  const full = packageName(place);
  const purl = `pkg:npm/${full.replace(/^@/, '%40')}@${version}`;
  const [group, name] = full.startsWith('@') ? full.split('/') : [undefined, full];
  const hashes = (integrity ?? '')
    .split(' ')
    .filter((one) => one.startsWith('sha512-'))
    .map((one) => ({ alg: 'SHA-512', content: Buffer.from(one.slice(7), 'base64').toString('hex') }));
  return {
    type: 'library',
    // One package may be installed twice, in two places.
    'bom-ref': `${purl}#${place}`,
    ...(group && { group }),
    name,
    version,
    purl,
    ...(license && { licenses: licensesOf(license) }),
    ...(hashes.length > 0 && { hashes }),
    ...(resolved && { externalReferences: [{ type: 'distribution', url: resolved }] }),
    properties: [{ name: 'farhangsanj:form', value: isFolder ? 'folder' : 'bundled' }],
  };
}

const licensesOf = (license) =>
  / (AND|OR|WITH) |^\(/.test(license) ? [{ expression: license }] : [{ license: { id: license } }];

/* What columns that hold facts about organisations are called in the files that people have, beside the
 * fields' own names and labels. The first text is the field's name in ctn-organisation-fields.c. */
#include "ctn-column-match.h"

static const CtnMatchField organisation_fields[] = {
  { "name",
    "Name|Organisation|Organization|Organisation name|Organization name|Organisationsname|Firma|"
    "Firmenname|Company|Company name|Legal name|Partner|Partner name|Institution|Einrichtung|"
    "Unternehmen|Unternehmensname|Bezeichnung|Participant|Entity|Member|Mitglied|Title|"
    "Offizieller "
    "Name|Name 1",
    CTN_COLUMN_TEXT },
  { "short-name",
    "Short name|Kurzname|Acronym|Acronyms|Akronym|Abbreviation|Abkürzung|Kürzel|Kurzbezeichnung|"
    "Short",
    CTN_COLUMN_TEXT },
  { "other-names",
    "Other names|Andere Namen|Aliases|Alias|Also known as|Alternative names|Former name|Früherer "
    "Name|English name|Englischer Name|Trading name|Brand|Labels",
    CTN_COLUMN_TEXT, TRUE },
  { "helix", "Helix|Quadruple helix|Triple helix|Akteursgruppe|Stakeholder group",
    CTN_COLUMN_TEXT },
  { "type",
    "Type|Typ|Types|Art|Kind|Activity type|Organisation type|Organization type|Type of "
    "organisation|Organisationstyp|Organisationsart|Art der Organisation|Category|Kategorie",
    CTN_COLUMN_TEXT },
  { "legal-form", "Legal form|Rechtsform|Legal status|Rechtsstatus", CTN_COLUMN_TEXT },
  { "country",
    "Country|Land|Country code|Ländercode|Länderkürzel|Staat|Nation|Country name|ISO country|ISO2|"
    "ISO code",
    CTN_COLUMN_COUNTRY },
  { "region",
    "NUTS|NUTS code|NUTS-Code|NUTS 2|NUTS 3|NUTS2|NUTS3|NUTS region|Region|Region code|NUTS ID",
    CTN_COLUMN_NUTS },
  { "street",
    "Street|Straße|Strasse|Str.|Address|Adresse|Anschrift|Street address|Street and number|Straße "
    "und Hausnummer|Straße Nr|Address line 1",
    CTN_COLUMN_TEXT },
  { "postcode", "Postcode|Post code|Postal code|PLZ|Postleitzahl|ZIP|ZIP code|Zip/Postal code",
    CTN_COLUMN_TEXT },
  { "city", "City|Ort|Stadt|Town|Place|Ortschaft|Gemeinde|Municipality|Wohnort|Sitz|Location",
    CTN_COLUMN_TEXT },
  { "latitude", "Latitude|Lat|Breite|Breitengrad|Geographische Breite|Geo lat|Y",
    CTN_COLUMN_LATITUDE },
  { "longitude", "Longitude|Lng|Lon|Long|Länge|Längengrad|Geographische Länge|Geo lng|Geo lon|X",
    CTN_COLUMN_LONGITUDE },
  { "web",
    "Web|Website|Web site|URL|Homepage|Webseite|Internet|Internetseite|Internetadresse|WWW|Link|"
    "Organization URL|Web page|Domain",
    CTN_COLUMN_URL },
  { "email",
    "E-mail|Email|Mail|E-Mail-Adresse|Email address|Mailadresse|Contact email|Kontakt E-Mail",
    CTN_COLUMN_EMAIL },
  { "phone",
    "Phone|Telefon|Telephone|Tel.|Telefonnummer|Phone number|Fon|Rufnummer|Tel. Nr.|Mobile|Mobil",
    CTN_COLUMN_PHONE },
  { "languages", "Languages|Language|Sprachen|Sprache", CTN_COLUMN_TEXT, TRUE },
  { "vat",
    "VAT|VAT ID|VAT number|VAT no|USt-IdNr.|USt-ID|UStID|UID|UID-Nummer|Umsatzsteuer-ID|"
    "Umsatzsteuer-Identifikationsnummer|TVA|Partita IVA|DIČ|NIP|Tax ID",
    CTN_COLUMN_VAT },
  { "ror", "ROR|ROR ID", CTN_COLUMN_ROR },
  { "lei", "LEI|LEI code|Legal entity identifier", CTN_COLUMN_LEI },
  { "pic", "PIC|PIC number|PIC-Nummer|PIC code|Participant identification code", CTN_COLUMN_PIC },
  { "nace2",
    "NACE|NACE code|NACE-Code|NACE Rev. 2|WZ|WZ 2008|WZ-Code|Wirtschaftszweig|ÖNACE|Industry code",
    CTN_COLUMN_NACE, TRUE },
  { "sectors",
    "Sector|Sektor|Branche|Industry|Industrie|Sub-sector|Teilbranche|Sectors|Field of activity|"
    "Tätigkeitsfeld|Geschäftsfeld",
    CTN_COLUMN_TEXT, TRUE },
  { "size-class", "Size|Size class|Größe|Größenklasse|Unternehmensgröße|Company size|SME|KMU",
    CTN_COLUMN_TEXT },
  { "headcount",
    "Employees|Mitarbeiter|Mitarbeiterzahl|Anzahl "
    "Mitarbeiter|Mitarbeitende|Beschäftigte|Headcount|"
    "Staff|Number of employees|FTE|Anzahl Beschäftigte",
    CTN_COLUMN_NUMBER },
  { "turnover", "Turnover|Umsatz|Revenue|Jahresumsatz|Annual turnover|Sales|Umsatzerlöse",
    CTN_COLUMN_NUMBER },
  { "balance", "Balance|Balance sheet|Balance sheet total|Bilanzsumme|Bilanz|Total assets",
    CTN_COLUMN_NUMBER },
  { "founded",
    "Founded|Gegründet|Gründung|Gründungsjahr|Gründungsdatum|Established|Year founded|Foundation "
    "year|Founding year|Year of foundation|Date of foundation|Since",
    CTN_COLUMN_DATE },
  { "description",
    "Description|Beschreibung|Profile|Profil|About|Über uns|Activities|Tätigkeit|Kurzbeschreibung|"
    "Summary|Products|Produkte",
    CTN_COLUMN_TEXT },
  { "tags", "Tags|Tag|Schlagwörter|Schlagworte|Keywords|Stichwörter|Stichworte", CTN_COLUMN_TEXT,
    TRUE },
  { "notes",
    "Notes|Notizen|Notiz|Note|Bemerkung|Bemerkungen|Remarks|Comment|Comments|Kommentar|Anmerkung|"
    "Anmerkungen",
    CTN_COLUMN_TEXT },
  { "source", "Source|Quelle|Data source|Datenquelle|Origin|Herkunft", CTN_COLUMN_TEXT },
  { "source-date", "Source date|Stand|As of|Datum der Quelle|Retrieved|Abgerufen",
    CTN_COLUMN_DATE },
  { "last-contact", "Last contact|Letzter Kontakt|Last contacted", CTN_COLUMN_DATE },
};

const CtnMatchField *
ctn_column_match_get_organisation_fields (gsize *n_fields)
{
  *n_fields = G_N_ELEMENTS (organisation_fields);
  return organisation_fields;
}

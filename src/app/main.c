#include <ctn-i18n.h>

#include "ctn-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (CtnApplication) application = NULL;

  ctn_i18n_set_up ();

  g_set_application_name (_ ("Catenary"));
  application = ctn_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

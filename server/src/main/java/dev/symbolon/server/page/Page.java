package dev.symbolon.server.page;

/** A page, as what there is to say on it. */
public sealed interface Page
        permits LoginPage,
                ConsentPage,
                SelectAccountPage,
                DevicePage,
                DeviceRequestPage,
                DeviceDonePage,
                LogoutPage,
                LoggedOutPage,
                ErrorPage,
                FormPostPage,
                WebMessagePage,
                HomePage,
                ConsentsPage,
                RequestsPage {}

// How the stand-in logs in: as sqlcmd's options say; the signed-in Windows account, which this host has not, is one that
// the environment names.
using Microsoft.Data.SqlClient;

namespace Regrant.Conformance.Sqlcmd;

internal static class Connection
{
    public static SqlConnection Open(Options options)
    {
        var connection = new SqlConnection(StringOf(options)) { FireInfoMessageEventOnUserErrors = true };
        connection.Open();
        return connection;
    }

    private static string StringOf(Options options)
    {
        var user = options.Text('U');
        var password = options.Text('P') ?? Environment.GetEnvironmentVariable("SQLCMDPASSWORD");
        var isTrusted = options.Has('E') || user is null;
        return new SqlConnectionStringBuilder
        {
            DataSource = options.Text('S') ?? ".",
            UserID = isTrusted ? Environment.GetEnvironmentVariable("STANDIN_USER") ?? "" : user,
            Password = isTrusted ? Environment.GetEnvironmentVariable("STANDIN_PASSWORD") ?? "" : password ?? "",
            InitialCatalog = options.Text('d') ?? "",
            ApplicationName = "sqlcmd",
            Encrypt = options.Text('N') is "s" or "strict" ? SqlConnectionEncryptOption.Strict : SqlConnectionEncryptOption.Mandatory,
            // Without -N the Go edition negotiates without looking at the certificate.
            TrustServerCertificate = options.Has('C') || (options.Edition == Edition.Go && !options.Has('N')),
            HostNameInCertificate = options.Text('F') ?? "",
            ApplicationIntent = options.Has('K') ? ApplicationIntent.ReadOnly : ApplicationIntent.ReadWrite,
            MultiSubnetFailover = options.Has('M'),
            PacketSize = options.Number('a') ?? 4096,
            ConnectTimeout = options.Number('l') ?? 8,
            ConnectRetryCount = 0,
            Pooling = false,
        }.ConnectionString;
    }
}

// `client`: logs in with Microsoft.Data.SqlClient and reads.
using Microsoft.Data.SqlClient;

namespace Regrant.Conformance.Client;

internal static class ClientCommand
{
    public static ClientAnswer Answer(ClientInput input)
    {
        using var connection = new SqlConnection(ConnectionString(input));
        try
        {
            connection.Open();
        }
        catch (Exception error)
        {
            return new ClientAnswer { Id = input.Id, LoginErrors = Errors.Of(error) };
        }
        return new ClientAnswer
        {
            Id = input.Id,
            ServerVersion = connection.ServerVersion,
            Database = connection.Database,
            Query = input.Query is { } query ? Query.Run(connection, query, input.Parameters, input.CancelAfterMs) : null,
            Afterwards = input.Afterwards is { } second ? Query.Run(connection, second, null, null) : null,
        };
    }

    private static string ConnectionString(ClientInput input) => new SqlConnectionStringBuilder
    {
        DataSource = $"tcp:{input.Host},{input.Port}",
        UserID = input.User ?? "",
        Password = input.Password ?? "",
        InitialCatalog = input.Database ?? "",
        ApplicationName = input.ApplicationName ?? "regrant-conformance",
        Encrypt = SqlConnectionEncryptOption.Parse(input.Encrypt),
        ServerCertificate = input.ServerCertificate ?? "",
        TrustServerCertificate = input.TrustServerCertificate,
        ApplicationIntent = input.ReadOnlyIntent ? ApplicationIntent.ReadOnly : ApplicationIntent.ReadWrite,
        ConnectTimeout = input.ConnectTimeoutSeconds,
        ConnectRetryCount = 0,
        Pooling = false,
    }.ConnectionString;
}

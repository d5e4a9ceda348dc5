using Microsoft.Data.SqlClient;

namespace Regrant.Conformance.Client;

/// <summary>The errors inside an exception of the client; number 0 for one that no server sent.</summary>
internal static class Errors
{
    public static IReadOnlyList<ServerError> Of(Exception exception) => exception is SqlException sql
        ? Of(sql.Errors)
        : [new ServerError(0, 0, 0, 0, exception.Message)];

    public static IReadOnlyList<ServerError> Of(SqlErrorCollection errors) =>
        [.. errors.Cast<SqlError>().Select(error => new ServerError(error.Number, error.Class, error.State, error.LineNumber, error.Message))];
}

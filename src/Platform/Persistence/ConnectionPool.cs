using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>Connections with the same settings to one server, or to the accepted one of several servers.</summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private readonly NpgsqlDataSource owned;

    /// <param name="knowsAllTypes">
    /// Whether the first connection loads the types of the database, which takes a while; false for built-in types only.
    /// </param>
    public ConnectionPool(NpgsqlConnectionStringBuilder settings, bool knowsAllTypes)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { TargetSessionAttributes = null };
        var builder = new NpgsqlDataSourceBuilder(own.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(knowsAllTypes));
        if (settings.TargetSessionAttributes is { } target)
        {
            var servers = builder.BuildMultiHost();
            owned = servers;
            var accepted = Enum.Parse<TargetSessionAttributes>(target.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            Source = servers.WithTargetSession(accepted);
        }
        else
        {
            Source = owned = builder.Build();
        }
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>
    /// Closes idle connections now and the others when they are returned: a session keeps the <c>default_transaction_read_only</c> it began
    /// with.
    /// </summary>
    public void Renew() => owned.Clear();

    public ValueTask DisposeAsync() => owned.DisposeAsync();
}

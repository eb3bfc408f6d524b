using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>
/// The senders of a run's requests at every service of a system: a user, an admin, a service, and an anonymous one. Accounts are registered
/// once, at the service that keeps them. Values from answers are shared across services, so that orders created at one are requested at
/// another.
/// </summary>
public sealed class FuzzCallers : IDisposable
{
    private const int OneIn = 10;
    private readonly HttpClient http;
    private readonly FuzzSessions sessions;
    private readonly FuzzCaller nobody = new("nobody");
    private readonly FuzzCaller user = new("user");
    private readonly FuzzCaller admin = new("admin");
    private readonly List<FuzzCaller> known = [];
    private readonly HashSet<(string Operation, FuzzCaller Caller)> forbidden = [];
    private readonly HashSet<(string Operation, FuzzCaller Caller)> allowed = [];
    private readonly Func<string, Task>? promote;

    private FuzzCallers(HttpClient http, string document, int seed, Func<string, Task>? promote)
    {
        (this.http, this.promote) = (http, promote);
        var parsed = JsonNode.Parse(document)!.AsObject();
        var operations = ApiOperation.Read(parsed);
        sessions = new FuzzSessions(http, operations, new RequestGenerator(parsed, operations, new Random(seed), Values), Values);
    }

    /// <summary>Values from answers.</summary>
    internal KnownValues Values { get; } = new();

    /// <summary>Opens the sessions.</summary>
    /// <param name="accounts">The service that registers users and logs them in.</param>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="promote">Promotes the user with this address to admin; null for no requests of an admin.</param>
    /// <param name="serviceToken">The token of a service; null for no requests of a service.</param>
    public static async Task<FuzzCallers> OpenAsync(
        Uri accounts, int seed, Func<string, Task>? promote = null, string? serviceToken = null, CancellationToken ct = default)
    {
        var http = new HttpClient { BaseAddress = accounts };
        var callers = new FuzzCallers(http, await http.GetStringAsync("/openapi.json", ct), seed, promote);
        callers.known.AddRange(promote is null ? [callers.user] : [callers.user, callers.admin]);
        foreach (var caller in callers.known)
        {
            await callers.RenewAsync(caller);
        }

        if (serviceToken is not null)
        {
            callers.known.Add(new FuzzCaller("service") { Token = serviceToken });
        }

        return callers;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>
    /// Selects the sender of the next request: sometimes the anonymous one, and rarely one that always got a 403 from this operation.
    /// </summary>
    internal FuzzCaller Next(ApiOperation operation, Random random)
    {
        while (true)
        {
            var caller = random.Next(OneIn) == 0 ? nobody : known[random.Next(known.Count)];
            if (allowed.Contains((operation.Name, caller)) || !forbidden.Contains((operation.Name, caller)) || random.Next(4) == 0)
            {
                return caller;
            }
        }
    }

    /// <summary>Records the answer to a caller.</summary>
    internal void Learn(ApiOperation operation, FuzzCaller caller, int status) =>
        (status switch { 403 => forbidden, >= 200 and < 300 => allowed, _ => null })?.Add((operation.Name, caller));

    /// <summary>
    /// Replaces a session that may have ended: with the same account, or with a new one when that is deleted or has another password.
    /// </summary>
    internal async Task RenewAsync(FuzzCaller caller)
    {
        if (caller != user && caller != admin)
        {
            return;
        }

        if (caller.Account is not null && await sessions.LogInAsync(caller.Account) is { } again)
        {
            caller.Token = again;
            return;
        }

        caller.Account = await sessions.RegisterAsync();
        if (caller == admin)
        {
            await promote!(caller.Account["email"]!.GetValue<string>());
        }

        caller.Token = await sessions.LogInAsync(caller.Account)
            ?? throw new InvalidOperationException("Who has just registered cannot log in.");
    }
}

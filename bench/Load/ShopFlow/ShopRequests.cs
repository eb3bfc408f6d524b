using Npgsql;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>The rate, latency and processor time of single requests: lists of 100,000 orders, and the validation of a token.</summary>
internal sealed class ShopRequests : IShopScenario
{
    private const int Orders = 100_000;
    private static readonly TimeSpan PointReadTime = TimeSpan.FromSeconds(3);
    private static readonly RequestLimits List = new(OfFloor: 0.6, OfPointReads: 0.09, P99: 30);

    public string Name => "requests";

    public async Task MeasureAsync(ShopFlowBench bench, Results results, CancellationToken ct)
    {
        var (servers, folder) = (bench.Servers, Directory.CreateTempSubdirectory("tracker-bench-"));
        try
        {
            var orders = bench.Options.Quick ? Orders / 50 : Orders;
            await SeedAsync(bench, orders);
            var pointReads = new PointReads(await servers.Postgres.NewDatabaseAsync());
            await pointReads.PrepareAsync(ct);
            var rate = await pointReads.MeasureAsync(PointReadTime, ct);
            results.Note($"pgbench's point reads: {rate:N0}/s.");

            var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
            await using var floor = await StartFloorAsync(servers, address, ct);
            var postmaster = servers.Postgres.ProcessId;
            var wrk = new Wrk(folder.FullName, bench.Customers[0].Token);
            var lists = new SideBySide(
                bench.Options,
                wrk,
                new Side(servers.Orders.Url, new WorkMeter([servers.Orders.Process.ProcessId, servers.Auth.Process.ProcessId], postmaster)),
                new Side(address, new WorkMeter([floor.Id], postmaster)));
            var validations = new SideBySide(
                bench.Options, wrk, new Side(servers.Auth.Url, new WorkMeter([servers.Auth.Process.ProcessId], postmaster)), floor: null);

            var mine = bench.Customers.Select(customer => Call.Get("/orders") with { Token = customer.Token }).ToList();
            await CompareAsync("orders of a user", mine, lists, List);
            await CompareAsync(
                "orders of all users with one status", [Call.Get("/orders?scope=all&status=pending") with { Token = await AdminAsync(servers) }],
                lists, List);
            await CompareAsync(
                "POST /auth/validate", [.. bench.Customers.Select(customer => new Call("POST", "/auth/validate", "", customer.Token))],
                validations, new RequestLimits(Processor: 0.15));
            results.Note("orders: the processor time includes auth-service, which order-service asks for the caller.");
            results.Note("orders: the floor believes the token, and reads the page and its total with one statement.");

            async Task CompareAsync(string name, IReadOnlyList<Call> calls, SideBySide sides, RequestLimits limits)
            {
                if (calls[0].Method == "GET")
                {
                    SideBySide.CheckSame(calls[0], await AskAsync(servers.Orders.Url, calls[0], ct), await AskAsync(address, calls[0], ct));
                }

                results.Request((await sides.CompareAsync(calls, ct)).Figures(name, orders, limits, rate));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SeedAsync(ShopFlowBench bench, int orders)
    {
        bench.Progress.WriteLine($"{orders:N0} orders");
        await bench.Servers.Orders.QueryAsync(
            Resource.Text("orders.sql"),
            row => row.FieldCount,
            new NpgsqlParameter("customers", bench.Customers.Select(customer => customer.Id).ToArray()),
            new NpgsqlParameter("orders", orders));
        foreach (var table in new[] { "orders", "order_counts", "order_count_deltas" })
        {
            await bench.Servers.Orders.QueryAsync($"vacuum (analyze) {table}", row => row.FieldCount);
        }
    }

    private static Task<ServerProcess> StartFloorAsync(ShopFlowServers servers, Uri address, CancellationToken ct) =>
        ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "Tracker.Bench.Floor.dll"),
            [],
            new Dictionary<string, string>
            {
                ["DATABASE_URL"] = servers.Orders.DatabaseUrl,
                ["PORT"] = $"{address.Port}",
                ["USER_ID"] = $"{Guid.Empty}",
                ["USER_EMAIL"] = "",
            },
            ct);

    private static async Task<string> AdminAsync(ShopFlowServers servers)
    {
        const string Email = "admin@example.com";
        var ids = await servers.Auth.QueryAsync(
            $"""
            insert into users (id, email, password_hash, first_name, last_name, role)
            select gen_random_uuid(), '{Email}', password_hash, 'Ada', 'Admin', 'admin' from users limit 1
            returning id
            """,
            row => row.GetGuid(0));
        return ShopFlowTokens.ForAdmin(ids[0], Email);
    }

    private static async Task<string> AskAsync(Uri server, Call call, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, call.Path));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {call.Token}");
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{call.Path}: {(int)answer.StatusCode} {text}");
    }
}

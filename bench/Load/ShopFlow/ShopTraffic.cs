using System.Net.Http.Headers;
using System.Text;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>The requests of customers and peers, over persistent connections.</summary>
internal sealed class ShopTraffic(ShopFlowServers servers, IReadOnlyList<Customer> customers) : IDisposable
{
    private const double LoginsPerSecond = 1;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient http = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10) });
    private int accepted;

    /// <summary>Orders answered with 201 since the start.</summary>
    public int Accepted => accepted;

    /// <summary>Creates the requests of one measurement, none of them sent yet.</summary>
    public Traffic At(double ordersPerSecond) => new(
        new Arrivals("POST /orders", ordersPerSecond, OrderAsync),
        new Arrivals("GET /orders", ordersPerSecond, (number, ct) =>
            SendAsync(HttpMethod.Get, servers.Orders, "orders", Of(number), body: null, ct)),
        new Arrivals("POST /auth/validate", ordersPerSecond, (number, ct) =>
            SendAsync(HttpMethod.Post, servers.Auth, "auth/validate", Of(number), body: null, ct)),
        new Arrivals("POST /auth/login", LoginsPerSecond, LogInAsync));

    public void Dispose() => http.Dispose();

    private Customer Of(int number) => customers[number % customers.Count];

    private async Task OrderAsync(int number, CancellationToken ct)
    {
        await SendAsync(HttpMethod.Post, servers.Orders, "orders", Of(number), OrderBody.Of(number), ct);
        Interlocked.Increment(ref accepted);
    }

    private Task LogInAsync(int number, CancellationToken ct) =>
        SendAsync(
            HttpMethod.Post,
            servers.Auth,
            "auth/login",
            caller: null,
            Encoding.UTF8.GetBytes($$"""{"email":"{{Of(number).Email}}","password":"{{Customers.Password}}"}"""),
            ct);

    private async Task SendAsync(
        HttpMethod method, ShopFlowService service, string path, Customer? caller, byte[]? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(service.Url, path));
        if (caller is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {caller.Token}");
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
        }
    }
}

/// <summary>The requests of one measurement, by kind.</summary>
internal sealed record Traffic(Arrivals Orders, Arrivals Lists, Arrivals Validations, Arrivals Logins)
{
    public IReadOnlyList<Arrivals> All => [Orders, Lists, Validations, Logins];

    public IEnumerable<string> Failures => All.SelectMany(kind => kind.Failures);
}

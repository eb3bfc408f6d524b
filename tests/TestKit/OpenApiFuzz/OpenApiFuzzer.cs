using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>
/// Sends generated requests to a service, right and wrong ones, made from its <c>/openapi.json</c>, and holds every answer against that document. The choices follow from the
/// seed; ids and tokens are the service's own.
/// </summary>
public sealed class OpenApiFuzzer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient http;
    private readonly Uri address;
    private readonly OpenApiConformance conformance;
    private readonly KnownValues known = new();
    private readonly RequestGenerator generator;
    private readonly FuzzSessions sessions;
    private readonly int seed;
    private readonly Dictionary<string, SortedDictionary<int, int>> ledger;
    private readonly List<FuzzFailure> failures = [];
    private string? token;

    private OpenApiFuzzer(HttpClient http, Uri address, string document, int seed)
    {
        (this.http, this.address, this.seed) = (http, address, seed);
        conformance = new OpenApiConformance(document);
        var parsed = JsonNode.Parse(document)!.AsObject();
        var operations = ApiOperation.Read(parsed);
        generator = new RequestGenerator(parsed, operations, new Random(seed), known);
        sessions = new FuzzSessions(http, operations, generator, known);
        ledger = operations.ToDictionary(operation => operation.Name, _ => new SortedDictionary<int, int>());
    }

    /// <summary>Runs.</summary>
    /// <param name="address">The service.</param>
    /// <param name="requests">How many to send.</param>
    /// <param name="seed">The same seed makes the same choices.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<FuzzReport> RunAsync(Uri address, int requests, int seed, CancellationToken ct = default)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = address, Timeout = Patience };
        var fuzzer = new OpenApiFuzzer(http, address, await http.GetStringAsync("/openapi.json", ct), seed);
        fuzzer.token = await fuzzer.sessions.OpenAsync();
        for (var sent = 0; sent < requests; sent++)
        {
            await fuzzer.StepAsync(ct);
        }

        return new FuzzReport(seed, requests, fuzzer.ledger, fuzzer.failures);
    }

    private async Task StepAsync(CancellationToken ct)
    {
        var (operation, request) = generator.Next(token);
        var (status, type, body, fault) = await SendAsync(request, ct);
        var statuses = ledger[operation.Name];
        statuses[status] = statuses.GetValueOrDefault(status) + 1;
        var wrong = fault ?? (status >= 500 ? $"{status} is the service's own fault" : string.Join("; ", conformance.Check(request.Method, request.Path, status, type, body)));
        if (wrong.Length > 0 && !IsRefusedByServer(status, body))
        {
            failures.Add(new FuzzFailure(request, status, wrong, body.Length > 300 ? body[..300] : body, request.ToCurl(address)));
        }

        if (status is >= 200 and < 300)
        {
            // What made something is worth sending again; what used something up (a refresh token) is not.
            known.Learn(operation.Collection, status == 201 ? request.Body : null, body);
        }

        if (status == 404 || (operation.Method == "DELETE" && status is >= 200 and < 300))
        {
            known.Forget(request.Path);
        }

        var ended = status == 401 && operation.NeedsToken && request.Twist == "valid";
        var passwordChanged = status is >= 200 and < 300 && operation.Collection.Contains("password", StringComparison.Ordinal) && !FuzzSessions.KeepsPassword(request.Body);
        if (ended || passwordChanged)
        {
            token = await sessions.OpenAsync();
        }
    }

    private async Task<(int Status, string? Type, string Body, string? Fault)> SendAsync(FuzzRequest request, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var message = request.ToMessage(address);
            using var answer = await http.SendAsync(message, ct);
            var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
            return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, Encoding.UTF8.GetString(bytes), null);
        }
        catch (HttpRequestException e)
        {
            return (0, null, "", $"no answer: {e.InnerException?.Message ?? e.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (0, null, "", $"no answer: none within {watch.Elapsed.TotalSeconds:0} s");
        }
    }

    // What is no HTTP at all never reaches the service: the server answers it, without a body.
    private static bool IsRefusedByServer(int status, string body) => status is 400 or 414 or 431 && body.Length == 0;
}

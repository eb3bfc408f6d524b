using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>
/// Sends generated requests to a service, valid and invalid ones, made from its <c>/openapi.json</c>, and checks every answer against that
/// document. The choices follow from the seed; ids and tokens are the service's own.
/// </summary>
public sealed class OpenApiFuzzer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient http;
    private readonly Uri address;
    private readonly OpenApiConformance conformance;
    private readonly FuzzCallers callers;
    private readonly Random random;
    private readonly RequestGenerator generator;
    private readonly FuzzLedger ledger;
    private readonly List<FuzzFailure> failures = [];

    private OpenApiFuzzer(HttpClient http, Uri address, string document, FuzzCallers callers, int seed)
    {
        (this.http, this.address, this.callers) = (http, address, callers);
        conformance = new OpenApiConformance(document);
        var parsed = JsonNode.Parse(document)!.AsObject();
        var operations = ApiOperation.Read(parsed);
        random = new Random(seed);
        generator = new RequestGenerator(parsed, operations, random, callers.Values);
        ledger = new FuzzLedger(operations.Select(operation => operation.Name));
    }

    /// <param name="callers">The senders of the requests.</param>
    /// <param name="requests">The number of requests.</param>
    /// <param name="seed">The seed of all random choices.</param>
    public static async Task<FuzzReport> RunAsync(Uri address, FuzzCallers callers, int requests, int seed, CancellationToken ct = default)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        using var http = new HttpClient(handler) { BaseAddress = address, Timeout = Patience };
        var fuzzer = new OpenApiFuzzer(http, address, await http.GetStringAsync("/openapi.json", ct), callers, seed);
        for (var sent = 0; sent < requests; sent++)
        {
            await fuzzer.StepAsync(ct);
        }

        return new FuzzReport(seed, requests, fuzzer.ledger, fuzzer.failures);
    }

    private async Task StepAsync(CancellationToken ct)
    {
        var operation = generator.NextOperation();
        var caller = callers.Next(operation, random);
        var request = generator.Make(operation, caller.Token);
        var answer = await SendAsync(request, ct);
        ledger.Enter(operation, caller, answer.Status);
        callers.Learn(operation, caller, answer.Status);
        Judge(caller, request, answer);
        if (answer.Succeeded)
        {
            // A request that created something is worth repeating; one that used something up (a refresh token) is not.
            callers.Values.Learn(operation.Collection, answer.Status == 201 ? request.Body : null, answer.Body, answer.Location);
        }

        if (answer.Status == 404 || (operation.Method == "DELETE" && answer.Succeeded))
        {
            callers.Values.Forget(request.Path);
        }

        var ended = answer.Status == 401 && operation.NeedsToken && request.Twist == "valid";
        var passwordChanged = answer.Succeeded
            && operation.Collection.Contains("password", StringComparison.Ordinal)
            && !FuzzSessions.KeepsPassword(request.Body);
        if (ended || passwordChanged)
        {
            await callers.RenewAsync(caller);
        }
    }

    private void Judge(FuzzCaller caller, FuzzRequest request, Answer answer)
    {
        var (status, body) = (answer.Status, answer.Body);
        var wrong = answer.Fault ?? (status >= 500
            ? $"{status} is the service's own fault"
            : string.Join("; ", conformance.Check(request.Method, request.Path, status, answer.Type, body)));
        if (wrong.Length > 0 && !IsRefusedByServer(status, body))
        {
            failures.Add(
                new FuzzFailure(request, caller.Name, status, wrong, body.Length > 300 ? body[..300] : body, request.ToCurl(address)));
        }
    }

    private async Task<Answer> SendAsync(FuzzRequest request, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var message = request.ToMessage(address);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Patience);
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            // A stream of events has no end: its headers are all there is to check.
            var bytes = answer.Content.Headers.ContentType?.MediaType == OpenApiConformance.EventStream
                ? []
                : await answer.Content.ReadAsByteArrayAsync(limit.Token);
            return new Answer(
                (int)answer.StatusCode,
                answer.Content.Headers.ContentType?.MediaType,
                answer.Headers.Location,
                Encoding.UTF8.GetString(bytes));
        }
        catch (HttpRequestException e)
        {
            return Answer.None(e.InnerException?.Message ?? e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer.None($"none within {watch.Elapsed.TotalSeconds:0} s");
        }
    }

    // A request that is not valid HTTP never reaches the service: the server answers it without a body.
    private static bool IsRefusedByServer(int status, string body) => status is 400 or 414 or 431 && body.Length == 0;

    private sealed record Answer(int Status, string? Type, Uri? Location, string Body, string? Fault = null)
    {
        public bool Succeeded => Status is >= 200 and < 300;

        public static Answer None(string why) => new(0, null, null, "", $"no answer: {why}");
    }
}

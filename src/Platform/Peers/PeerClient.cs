using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Peers;

/// <summary>
/// Requests JSON from another service. Only a 200, and a 404 with the service's own error name, are statements about the resource. Anything
/// else means that the service, the token or something between the two is at fault.
/// </summary>
/// <param name="name">The service's name, for messages.</param>
/// <param name="address">The base address; ends with a slash.</param>
/// <param name="maxBytes">The max size of an answer's body.</param>
public sealed class PeerClient(string name, Uri address, int maxBytes) : IDisposable
{
    private const int MaxShown = 200;
    private readonly PeerConnection connection = new(name, address, maxBytes);

    /// <param name="form">The expected type. An answer that does not fit is <see cref="PeerFailure.Unreadable"/>.</param>
    public async Task<PeerAnswer<T>> AskAsync<T>(PeerRequest request, JsonTypeInfo<T> form, CancellationToken ct)
        where T : class
    {
        try
        {
            using var answer = await connection.SendAsync(request, ct);
            var body = await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Read(body, form),
                HttpStatusCode.NotFound when request.NotFound is { } expected => NotFound(body, expected),
                var status => Problem(PeerFailure.Refused, $"answered {(int)status}") with { Status = status },
            };
        }
        catch (TimeoutException e)
        {
            return new PeerProblem(PeerFailure.Away, e.Message) { Cause = e };
        }
        catch (HttpRequestException e)
        {
            return Problem(e);
        }
    }

    public void Dispose() => connection.Dispose();

    // JSON is UTF-8 whatever charset the answer names. The framework's reader throws on unknown charsets.
    private static T? Deserialize<T>(byte[] body, JsonTypeInfo<T> form)
        where T : class => JsonSerializer.Deserialize(Utf8Json.WithoutMark(body).Span, form);

    private PeerAnswer<T> Read<T>(byte[] body, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return Deserialize(body, form) is { } value ? value : Unreadable("answered null", cause: null);
        }
        catch (JsonException e)
        {
            return Unreadable("answered with an unreadable body", e);
        }
    }

    private PeerProblem NotFound(byte[] body, string expected)
    {
        const HttpStatusCode Status = HttpStatusCode.NotFound;
        try
        {
            if (Deserialize(body, PeerErrorJson.Default.PeerError)?.Name == expected)
            {
                return Problem(PeerFailure.NotFound, $"answered 404 with {expected}") with { Status = Status };
            }
        }
        catch (JsonException)
        {
            // A proxy that cannot reach the service answers 404 too.
        }

        var shown = PlainText.Clip(PlainText.OneLine(Encoding.UTF8.GetString(body)), MaxShown);
        return Problem(PeerFailure.Refused, $"answered 404 without {expected}: {shown}") with { Status = Status };
    }

    private PeerProblem Problem(HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => Unreadable($"answered more than {maxBytes} bytes", exception),
        _ when PeerConnection.IsBroken(exception) => Problem(PeerFailure.Refused, "broke the connection") with { Cause = exception },
        _ => Problem(PeerFailure.Away, "cannot be reached") with { Cause = exception },
    };

    private PeerProblem Unreadable(string why, Exception? cause) => Problem(PeerFailure.Unreadable, why) with { Cause = cause };

    private PeerProblem Problem(PeerFailure failure, string why) => new(failure, $"{name} {why}");
}

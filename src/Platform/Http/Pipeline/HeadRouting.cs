using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>HEAD finds the endpoint of GET (RFC 9110 §9.3.2): only routing is told that it is one. The server sends no body,
/// whatever the endpoint writes.</summary>
internal static class HeadRouting
{
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use(next => context => next(Ask(context)));
        app.UseRouting();
        app.Use(next => context => next(Restore(context)));
    }

    private static HttpContext Ask(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.State().IsHead = true;
            context.Request.Method = HttpMethods.Get;
        }

        return context;
    }

    private static HttpContext Restore(HttpContext context)
    {
        if (context.State().IsHead)
        {
            context.Request.Method = HttpMethods.Head;
        }

        return context;
    }
}

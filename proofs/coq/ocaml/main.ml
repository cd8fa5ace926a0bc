(* dlmcert-proved FILE: reads the bytes of a certificate, prints the verdict of the proved checker.
   Exit status 0 ACCEPTED, 1 REJECTED, 2 wrong usage or unreadable file, 3 NOT_CHECKED. *)
let text chars = String.of_seq (List.to_seq chars)

let bytes name =
  let file = open_in_bin name in
  let content = really_input_string file (in_channel_length file) in
  close_in file;
  List.of_seq (String.to_seq content)

(* Fields that the Java checker reads and the proofs do not speak of: tables, inputs in a file, noise as a formula, inputs
   that are features of a model. A file with one of them is not called wrong for that. *)
let newer = ["\"reading\":"; "\"array\":"; "\"lift\":"; "\"features\":"]

let occurs content word =
  let word = List.of_seq (String.to_seq word) in
  let rec prefix word content =
    match word, content with
    | [], _ -> true
    | a :: word, b :: content -> a = b && prefix word content
    | _ :: _, [] -> false in
  let rec search content = prefix word content || match content with [] -> false | _ :: rest -> search rest in
  search content

let say status format = Printf.ksprintf (fun line -> print_endline line; exit status) format

let () =
  Gc.set { (Gc.get ()) with Gc.minor_heap_size = 1 lsl 20; space_overhead = 400 };
  match Sys.argv with
  | [| _; name |] ->
    (match bytes name with
     | exception Sys_error why -> prerr_endline ("dlmcert-proved: " ^ why); exit 2
     | content ->
       (match Proved.check_all content with
        | Proved.Accepted (claim, kind) -> say 0 "ACCEPTED %s (%s; proved checker)" (text claim) (text kind)
        | Proved.Rejected ->
          (match List.find_opt (occurs content) newer with
           | Some field -> say 3 "NOT_CHECKED the proved checker does not know the field %s" (String.split_on_char '"' field |> Fun.flip List.nth 1)
           | None -> say 1 "REJECTED by the proved checker")
        | Proved.TooLong kind ->
          say 3 "NOT_CHECKED more work than the proved checker does (%s)" (text kind)
        | Proved.NotChecked kind ->
          say 3 "NOT_CHECKED the proved checker does not know the kind %s" (text kind)
        | exception Stack_overflow -> say 3 "NOT_CHECKED: the stack ran out; raise it (ulimit -s)"
        | exception Out_of_memory -> say 3 "NOT_CHECKED: memory ran out"
        | exception Z.Overflow -> say 3 "NOT_CHECKED: a size is too large"))
  | _ -> prerr_endline "usage: dlmcert-proved CERTIFICATE"; exit 2

import type { SilentRefusal } from '../../domain/silent-refusal.ts'
import { type Language, languageOf } from './languages.ts'

/**
 * Says a refusal to the person before the program, in the language of the program.
 *
 * @see https://core.telegram.org/api/errors
 */
export function refusalText(name: SilentRefusal, lang_code: string): string {
  return texts[languageOf(lang_code, 'en')][name]
}

const texts: Readonly<Record<Language, Readonly<Record<SilentRefusal, string>>>> = {
  ar: {
    FRESH_CHANGE_PHONE_FORBIDDEN: 'سجّلتَ الدخول هنا منذ أقل من يوم. حاول تغيير رقمك غدًا، أو غيّره من جهاز أقدم.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'سجّلتَ الدخول هنا منذ أقل من يوم. حاول إنهاء الجلسات الأخرى غدًا، أو من جهاز أقدم.',
    PHONE_NUMBER_INVALID: 'هذا الرقم غير صحيح. اكتبه مع رمز البلد.',
    PHONE_PASSWORD_FLOOD: 'محاولات كثيرة لتسجيل الدخول إلى هذا الحساب. حاول لاحقًا.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'لا يمكن الشراء الآن. حاول لاحقًا.',
    SEND_CODE_UNAVAILABLE: 'لا توجد طريقة أخرى لإرسال الرمز. الرمز الأخير ما زال صالحًا.',
    UPDATE_APP_TO_LOGIN: 'هذا الإصدار من التطبيق قديم جدًا لتسجيل الدخول. حدّث التطبيق.',
  },
  de: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Sie sind hier seit weniger als einem Tag angemeldet. Ändern Sie Ihre Nummer morgen oder auf einem älteren Gerät.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Sie sind hier seit weniger als einem Tag angemeldet. Beenden Sie andere Sitzungen morgen oder auf einem älteren Gerät.',
    PHONE_NUMBER_INVALID: 'Diese Telefonnummer stimmt nicht. Geben Sie sie mit der Landesvorwahl ein.',
    PHONE_PASSWORD_FLOOD: 'Zu viele Anmeldungen bei diesem Konto. Versuchen Sie es später noch einmal.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Der Kauf ist zurzeit nicht möglich. Versuchen Sie es später noch einmal.',
    SEND_CODE_UNAVAILABLE: 'Der Code kann auf keinem weiteren Weg geschickt werden. Der letzte gilt noch.',
    UPDATE_APP_TO_LOGIN: 'Diese Version der App ist zu alt, um sich anzumelden. Aktualisieren Sie die App.',
  },
  en: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'You logged in here less than a day ago. Change your number tomorrow, or on a device that has been logged in longer.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'You logged in here less than a day ago. End other sessions tomorrow, or on a device that has been logged in longer.',
    PHONE_NUMBER_INVALID: 'This phone number is not right. Enter it with its country code.',
    PHONE_PASSWORD_FLOOD: 'Too many logins to this account. Try again later.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'This cannot be bought at the moment. Try again later.',
    SEND_CODE_UNAVAILABLE: 'There is no other way to send the code. The last one is still good.',
    UPDATE_APP_TO_LOGIN: 'This version of the app is too old to log in. Update the app.',
  },
  es: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Has iniciado sesión aquí hace menos de un día. Cambia tu número mañana o desde un dispositivo más antiguo.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Has iniciado sesión aquí hace menos de un día. Cierra otras sesiones mañana o desde un dispositivo más antiguo.',
    PHONE_NUMBER_INVALID: 'Este número de teléfono no es correcto. Escríbelo con el prefijo del país.',
    PHONE_PASSWORD_FLOOD: 'Demasiados inicios de sesión en esta cuenta. Inténtalo más tarde.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Ahora no se puede comprar. Inténtalo más tarde.',
    SEND_CODE_UNAVAILABLE: 'No hay otra forma de enviar el código. El último sigue siendo válido.',
    UPDATE_APP_TO_LOGIN: 'Esta versión de la aplicación es demasiado antigua para iniciar sesión. Actualízala.',
  },
  fr: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Vous êtes connecté ici depuis moins d’un jour. Changez de numéro demain, ou sur un appareil plus ancien.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Vous êtes connecté ici depuis moins d’un jour. Fermez les autres sessions demain, ou sur un appareil plus ancien.',
    PHONE_NUMBER_INVALID: 'Ce numéro de téléphone n’est pas valable. Saisissez-le avec l’indicatif du pays.',
    PHONE_PASSWORD_FLOOD: 'Trop de connexions à ce compte. Réessayez plus tard.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'L’achat est impossible pour le moment. Réessayez plus tard.',
    SEND_CODE_UNAVAILABLE: 'Il n’y a pas d’autre moyen d’envoyer le code. Le dernier reste valable.',
    UPDATE_APP_TO_LOGIN: 'Cette version de l’application est trop ancienne pour se connecter. Mettez-la à jour.',
  },
  id: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Anda masuk di sini kurang dari sehari yang lalu. Ganti nomor besok, atau dari perangkat yang lebih lama.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Anda masuk di sini kurang dari sehari yang lalu. Akhiri sesi lain besok, atau dari perangkat yang lebih lama.',
    PHONE_NUMBER_INVALID: 'Nomor telepon ini tidak benar. Masukkan bersama kode negaranya.',
    PHONE_PASSWORD_FLOOD: 'Terlalu banyak upaya masuk ke akun ini. Coba lagi nanti.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Pembelian tidak dapat dilakukan saat ini. Coba lagi nanti.',
    SEND_CODE_UNAVAILABLE: 'Tidak ada cara lain untuk mengirim kode. Kode terakhir masih berlaku.',
    UPDATE_APP_TO_LOGIN: 'Versi aplikasi ini terlalu lama untuk masuk. Perbarui aplikasi.',
  },
  it: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Hai effettuato l’accesso qui da meno di un giorno. Cambia numero domani o da un dispositivo meno recente.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Hai effettuato l’accesso qui da meno di un giorno. Termina le altre sessioni domani o da un dispositivo meno recente.',
    PHONE_NUMBER_INVALID: 'Questo numero di telefono non è corretto. Inseriscilo con il prefisso del paese.',
    PHONE_PASSWORD_FLOOD: 'Troppi accessi a questo account. Riprova più tardi.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Al momento l’acquisto non è possibile. Riprova più tardi.',
    SEND_CODE_UNAVAILABLE: 'Non c’è un altro modo per inviare il codice. L’ultimo è ancora valido.',
    UPDATE_APP_TO_LOGIN: 'Questa versione dell’app è troppo vecchia per accedere. Aggiorna l’app.',
  },
  ja: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'ここでログインしてから一日経っていません。番号の変更は明日、または以前からログインしている端末で行ってください。',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'ここでログインしてから一日経っていません。他のセッションの終了は明日、または以前からログインしている端末で行ってください。',
    PHONE_NUMBER_INVALID: 'この電話番号は正しくありません。国番号を付けて入力してください。',
    PHONE_PASSWORD_FLOOD: 'このアカウントへのログインが多すぎます。後でもう一度お試しください。',
    PREMIUM_CURRENTLY_UNAVAILABLE: '現在は購入できません。後でもう一度お試しください。',
    SEND_CODE_UNAVAILABLE: 'コードを送る方法は他にありません。最後のコードはまだ使えます。',
    UPDATE_APP_TO_LOGIN: 'このバージョンのアプリは古いためログインできません。アプリを更新してください。',
  },
  pl: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Logowanie tutaj nastąpiło niecały dzień temu. Zmień numer jutro albo na starszym urządzeniu.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Logowanie tutaj nastąpiło niecały dzień temu. Zakończ inne sesje jutro albo na starszym urządzeniu.',
    PHONE_NUMBER_INVALID: 'Ten numer telefonu jest nieprawidłowy. Wpisz go z kodem kraju.',
    PHONE_PASSWORD_FLOOD: 'Zbyt wiele logowań na to konto. Spróbuj później.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Zakup jest teraz niemożliwy. Spróbuj później.',
    SEND_CODE_UNAVAILABLE: 'Nie ma innego sposobu wysłania kodu. Ostatni kod jest nadal ważny.',
    UPDATE_APP_TO_LOGIN: 'Ta wersja aplikacji jest zbyt stara, aby się zalogować. Zaktualizuj aplikację.',
  },
  pt: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Você entrou aqui há menos de um dia. Mude o número amanhã ou em um dispositivo mais antigo.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Você entrou aqui há menos de um dia. Encerre as outras sessões amanhã ou em um dispositivo mais antigo.',
    PHONE_NUMBER_INVALID: 'Este número de telefone não está certo. Digite-o com o código do país.',
    PHONE_PASSWORD_FLOOD: 'Muitos acessos a esta conta. Tente mais tarde.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'A compra não é possível agora. Tente mais tarde.',
    SEND_CODE_UNAVAILABLE: 'Não há outra forma de enviar o código. O último ainda vale.',
    UPDATE_APP_TO_LOGIN: 'Esta versão do aplicativo é antiga demais para entrar. Atualize o aplicativo.',
  },
  ru: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Вы вошли здесь меньше суток назад. Смените номер завтра или на устройстве, где вход выполнен раньше.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Вы вошли здесь меньше суток назад. Завершите другие сеансы завтра или на устройстве, где вход выполнен раньше.',
    PHONE_NUMBER_INVALID: 'Номер телефона указан неверно. Введите его с кодом страны.',
    PHONE_PASSWORD_FLOOD: 'Слишком много входов в этот аккаунт. Попробуйте позже.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Покупка сейчас невозможна. Попробуйте позже.',
    SEND_CODE_UNAVAILABLE: 'Другого способа отправить код нет. Последний код ещё действует.',
    UPDATE_APP_TO_LOGIN: 'Эта версия приложения слишком старая для входа. Обновите приложение.',
  },
  tr: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Burada oturum açalı bir gün olmadı. Numaranızı yarın ya da daha eski bir cihazdan değiştirin.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Burada oturum açalı bir gün olmadı. Diğer oturumları yarın ya da daha eski bir cihazdan sonlandırın.',
    PHONE_NUMBER_INVALID: 'Bu telefon numarası doğru değil. Ülke koduyla birlikte girin.',
    PHONE_PASSWORD_FLOOD: 'Bu hesaba çok fazla giriş yapıldı. Daha sonra tekrar deneyin.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Şu anda satın alınamıyor. Daha sonra tekrar deneyin.',
    SEND_CODE_UNAVAILABLE: 'Kodu göndermenin başka bir yolu yok. Son kod hâlâ geçerli.',
    UPDATE_APP_TO_LOGIN: 'Uygulamanın bu sürümü giriş yapmak için çok eski. Uygulamayı güncelleyin.',
  },
  uk: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Ви увійшли тут менш ніж добу тому. Змініть номер завтра або на пристрої, де вхід виконано раніше.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Ви увійшли тут менш ніж добу тому. Завершіть інші сеанси завтра або на пристрої, де вхід виконано раніше.',
    PHONE_NUMBER_INVALID: 'Номер телефону вказано неправильно. Введіть його з кодом країни.',
    PHONE_PASSWORD_FLOOD: 'Забагато входів у цей акаунт. Спробуйте пізніше.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Купити зараз неможливо. Спробуйте пізніше.',
    SEND_CODE_UNAVAILABLE: 'Іншого способу надіслати код немає. Останній код ще дійсний.',
    UPDATE_APP_TO_LOGIN: 'Ця версія застосунку застара для входу. Оновіть застосунок.',
  },
  zh: {
    FRESH_CHANGE_PHONE_FORBIDDEN: '您在此登录还不到一天。请明天再更换号码，或在登录更久的设备上操作。',
    FRESH_RESET_AUTHORISATION_FORBIDDEN: '您在此登录还不到一天。请明天再结束其他会话，或在登录更久的设备上操作。',
    PHONE_NUMBER_INVALID: '电话号码不正确。请连同国家代码一起输入。',
    PHONE_PASSWORD_FLOOD: '此账号的登录次数过多。请稍后再试。',
    PREMIUM_CURRENTLY_UNAVAILABLE: '目前无法购买。请稍后再试。',
    SEND_CODE_UNAVAILABLE: '没有其他方式可以发送验证码。上一个验证码仍然有效。',
    UPDATE_APP_TO_LOGIN: '此版本的应用过旧，无法登录。请更新应用。',
  },
}
